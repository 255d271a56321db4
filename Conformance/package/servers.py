"""Lambda's Runtime API and an EC2 of one instance with two volumes, on loopback."""

import http.server
import re
import ssl
import threading
import time
import urllib.parse

from bare_root import ROOT

ANSWERS = ROOT / "Fixtures/ec2-responses"
CERTIFICATES = ROOT / "Fixtures/tls"
INSTANCE = "i-0123456789abcdef0"


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A client that breaks off is what some tests are about."""


class Server:
    """An HTTP server on a free port, while its block runs."""

    def __init__(self, handler: type, certificate: str | None = None):
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._server.owner = self
        self.port = self._server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / f"{certificate}.pem", CERTIFICATES / "server.key")
            # The handshake takes place on the connection's own thread.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, body: bytes, **fields: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **fields}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class RuntimeAPI(Server):
    """Hands out one event, and keeps what is posted. The event is held back until `may_begin` is set or its patience ends."""

    def __init__(self, event: bytes, may_begin: threading.Event | None = None, patience: float = 0):
        super().__init__(RuntimeHandler)
        self.event: bytes | None = event
        self.may_begin = may_begin
        self.patience = patience
        self.began_in_time = True
        self.posted: tuple[str, str] | None = None
        self.is_done = threading.Event()


class RuntimeHandler(Handler):
    def do_GET(self):
        api = self.server.owner
        event, api.event = api.event, None
        if event is None:
            threading.Event().wait()  # until the process ends
        if api.may_begin is not None:
            api.began_in_time = api.may_begin.wait(api.patience)
        self.answer(
            200,
            event,
            Lambda_Runtime_Aws_Request_Id="8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            Lambda_Runtime_Deadline_Ms=str(int((time.time() + 20) * 1_000)),
            Lambda_Runtime_Invoked_Function_Arn="arn:aws:lambda:eu-west-1:123456789012:function:snap-and-tag",
        )

    def do_POST(self):
        api = self.server.owner
        api.posted = (self.path.rpartition("/")[2], self.body().decode())
        self.answer(202, b"")
        api.is_done.set()


class EC2(Server):
    def __init__(self, certificate: str):
        super().__init__(EC2Handler, certificate)
        self.actions: list[str] = []
        self.pings: list[str] = []
        self.is_pinged = threading.Event()


class EC2Handler(Handler):
    files = {
        "DescribeVolumes": "DescribeVolumes.two.xml",
        "DescribeSnapshots": "DescribeSnapshots.none.xml",
        "DescribeInstances": "DescribeInstances.running.xml",
        "CreateSnapshot": "CreateSnapshot.pending.xml",
        "CreateTags": "CreateTags.done.xml",
    }

    def do_GET(self):
        ec2 = self.server.owner
        ec2.pings.append(self.path)
        ec2.is_pinged.set()
        self.answer(200, b"healthy")

    def do_POST(self):
        parameters = dict(urllib.parse.parse_qsl(self.body().decode()))
        action = parameters["Action"]
        self.server.owner.actions.append(action)
        text = (ANSWERS / self.files[action]).read_text()
        if action == "CreateSnapshot":
            volume = parameters["VolumeId"]
            text = re.sub(r"vol-\w+", volume, text).replace("snap-0dddddddddddddd01", "snap-" + volume[4:])
        self.answer(200, text.encode(), Content_Type="text/xml;charset=UTF-8")
