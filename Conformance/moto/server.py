"""moto's server in this process, with a look at every request and a say in its answer.

moto verifies no signature, knows no policy and never fails; `intercept` lets a test refuse what moto would accept, or
lose its answer.
"""

import io
import re
import socket
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    service: str
    region: str
    action: str
    parameters: dict[str, str]
    access_key: str
    session_token: str | None
    signature: str
    path: str


@dataclass(frozen=True)
class Refusal:
    """An answer that EC2 would give and moto doesn't."""

    code: str
    message: str
    status: int = 400
    request_id: str = "11111111-2222-4333-8444-555555555555"

    @property
    def body(self) -> bytes:
        error = f"<Error><Code>{self.code}</Code><Message>{self.message}</Message></Error>"
        text = f"<Response><Errors>{error}</Errors><RequestID>{self.request_id}</RequestID></Response>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


class LostAnswer:
    """The request takes effect, and the connection ends without an answer."""


class MotoServer:
    """moto on a free port. Ends with its `with` block."""

    def __init__(self):
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._lock = threading.Lock()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=QuietHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="moto", daemon=True)
        self.requests: list[Request] = []
        #: Secrets that moto has given away, by which they are found should they show up where they mustn't.
        self.issued_secrets: set[str] = set()
        #: Asked about every request of EC2: None lets moto answer.
        self.intercept: Callable[[Request], Refusal | LostAnswer | None] = lambda request: None

    def __enter__(self) -> "MotoServer":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def reset(self) -> None:
        """Forgets all resources, requests and interceptions."""
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")):
            self.requests.clear()
            self.intercept = lambda request: None

    def _answer(self, environ, start_response):
        if environ["PATH_INFO"].startswith("/moto-api/"):
            return self._moto(environ, start_response)
        request = read(environ)
        # One request at a time: moto is not meant for several, and a test's interception needn't be.
        with self._lock:
            self.requests.append(request)
            intercepted = self.intercept(request) if request.service == "ec2" else None
            if isinstance(intercepted, Refusal):
                start_response(f"{intercepted.status} Refused", [("Content-Type", "text/xml;charset=UTF-8")])
                return [intercepted.body]
            body = b"".join(self._moto(environ, start_response))
            text = body.decode(errors="replace")
            self.issued_secrets.update(re.findall(r"(?:SecretAccessKey|SessionToken)>([^<]+)<", text))
        if isinstance(intercepted, LostAnswer):
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return [body]


class QuietHandler(WSGIRequestHandler):
    """Keeps connections, as AWS does, and writes no access log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_) -> None:
        pass


def read(environ) -> Request:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    parameters = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    authorization = environ.get("HTTP_AUTHORIZATION", "")
    scope = re.search(r"Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request", authorization)
    signature = re.search(r"Signature=([0-9a-f]+)", authorization)
    access_key, region, service = scope.groups() if scope else ("", "", "")
    return Request(
        service=service,
        region=region,
        action=parameters.get("Action", ""),
        parameters=parameters,
        access_key=access_key,
        session_token=environ.get("HTTP_X_AMZ_SECURITY_TOKEN"),
        signature=signature.group(1) if signature else "",
        path=environ["PATH_INFO"],
    )
