"""bootstrap as a child process, in an environment that is exactly what a test says."""

import json
import os
import re
import subprocess
import tempfile
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from server import MotoServer, Request
from world import REGION

ACCESS_KEY = "AKIACONFORMANCE00000"
SECRET_KEY = "Conformance/Secret+Key/NeverToBeShown/00"
SESSION_TOKEN = "Conformance//Session+Token/NeverToBeShown//0000000000=="
TIME_LIMIT_SECONDS = 60


@dataclass(frozen=True)
class Run:
    """What a run has left behind."""

    status: int
    output: str
    errors: str
    requests: list[Request]

    @property
    def report(self) -> dict:
        return json.loads(self.output)

    @property
    def reason(self) -> str:
        """What the program says last, when it fails."""
        return self.errors.rstrip("\n").rpartition("\n")[2]

    @property
    def actions(self) -> list[str]:
        return [request.action for request in self.requests]


class Program:
    def __init__(self, path: Path, server: MotoServer):
        self._path = path
        self._server = server
        #: How many runs there have been.
        self.runs = 0
        #: What no run may show, besides what it is given by name.
        self.secrets = {SECRET_KEY, SESSION_TOKEN}
        #: The child, for whoever means to kill it.
        self.process: subprocess.Popen | None = None

    def environment(self, **changes: str | None) -> dict[str, str]:
        """Complete and with static keys, but for the changes; None leaves a variable out."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "AWS_ENDPOINT_URL": self._server.url,
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_SESSION_TOKEN": SESSION_TOKEN,
            "AWS_EC2_METADATA_DISABLED": "true",
            "SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS": "1",
        } | changes
        return {name: value for name, value in environment.items() if value is not None}

    def handle(self, event: bytes, through: str = "-", **changes: str | None) -> Run:
        """Has the event handled, from standard input or from a file."""
        if through == "-":
            return self.run("-", input=event, **changes)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "event.json")
            path.write_bytes(event)
            return self.run(str(path), **changes)

    def run(self, *arguments: str, input: bytes = b"", **changes: str | None) -> Run:
        before = len(self._server.requests)
        self.runs += 1
        self.process = subprocess.Popen(
            [self._path, *arguments],
            env=self.environment(**changes),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            output, errors = self.process.communicate(input, timeout=TIME_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        requests = self._server.requests[before:]
        run = Run(self.process.returncode, output.decode(), errors.decode(), requests)
        self._refuse_secrets(run, changes)
        self._refuse_internals(run)
        return run

    def _refuse_internals(self, run: Run) -> None:
        """What people read is made of sentences, not of Swift's own names for its values."""
        internals = r"Optional\(|\b(?:SnapAndTag|AWSClient|CurlHTTP|LambdaRuntime|SigV4)\.[A-Z]\w+"
        if found := re.search(internals, run.output + run.errors):
            raise AssertionError(f"bootstrap shows {found.group()}:\n{run.output}\n{run.errors}")

    def _refuse_secrets(self, run: Run, changes: dict[str, str | None]) -> None:
        """No run may show a secret key, a token or a signature, whatever it is about."""
        secrets = self.secrets | self._server.issued_secrets
        secrets.update(value for name, value in changes.items() if value and name.endswith(("_KEY", "_TOKEN")))
        for request in run.requests:
            secrets.update(text for text in (request.session_token, request.signature) if text)
        for secret in secrets:
            for form in {secret, urllib.parse.quote(secret, safe=""), json.dumps(secret)[1:-1]}:
                if form in run.output or form in run.errors:
                    raise AssertionError(f"bootstrap shows the secret {form}:\n{run.output}\n{run.errors}")
