"""The packed file, run as provided.al2023 would run it."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from bare_root import ROOT, ZIP, BareRoot, obstacle
from servers import CERTIFICATES, EC2, INSTANCE, RuntimeAPI

EVENT = (ROOT / "Fixtures/sns-events/launch.json").read_text().replace("i-0a1b2c3d4e5f60718", INSTANCE)
TIME_LIMIT_SECONDS = 30
#: How long an event is held back for the ping that should come before it.
PING_LIMIT_SECONDS = 5


def certificates() -> str:
    """The fixtures' authority, among those of this system, if it has any: as many as there are in AL2023."""
    system = Path("/etc/ssl/certs/ca-certificates.crt")
    return (system.read_text() if system.exists() else "") + (CERTIFICATES / "authority.pem").read_text()


class InABareRoot(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bare-root-")
        self.addCleanup(folder.cleanup)
        if reason := obstacle(Path(folder.name)):
            words = f"a root file system can't be entered here: {reason}"
            # Where everything has to pass, nothing may be left out unseen.
            self.fail(words) if os.environ.get("CI") == "true" else self.skipTest(words)
        self.root = BareRoot(Path(folder.name), certificates())

    def handle(
        self, certificate: str, host: str = "127.0.0.1", after_ping: bool = False, **variables: str
    ) -> tuple[str, dict, list[str]]:
        """Has one event handled: what was posted, to which address, and which actions EC2 was asked for.

        With `after_ping` the event is held back until EC2 was pinged."""
        ec2 = EC2(certificate)
        api = RuntimeAPI(EVENT.encode(), ec2.is_pinged if after_ping else None, PING_LIMIT_SECONDS)
        with api, ec2:
            environment = {
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
                "AWS_LAMBDA_FUNCTION_NAME": "snap-and-tag",
                "LAMBDA_TASK_ROOT": "/var/task",
                "AWS_REGION": "eu-west-1",
                "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_MAX_ATTEMPTS": "1",
                "AWS_ENDPOINT_URL_EC2": f"https://{host}:{ec2.port}",
                **variables,
            }
            process = self.root.start(environment)
            try:
                is_done = self.has_posted(api, process)
            finally:
                process.kill()
                log = process.communicate()[0]
            self.assertTrue(is_done, f"nothing was posted; the log is:\n{log}")
            outcome, text = api.posted
            self.pings, self.began_in_time = ec2.pings, api.began_in_time
            return outcome, json.loads(text), ec2.actions

    def has_posted(self, api: RuntimeAPI, process: subprocess.Popen) -> bool:
        for _ in range(TIME_LIMIT_SECONDS * 10):
            if api.is_done.wait(0.1):
                return True
            if process.poll() is not None:
                return False
        return False

    def test_nothing_else_is_there(self):
        files = [file for file in self.root.files() if ".so." not in file]
        self.assertEqual(
            files,
            [
                "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                "etc/pki/tls/certs/ca-bundle.crt",
                "var/task/bootstrap",
            ],
        )

    def test_an_event_is_handled_over_TLS(self):
        outcome, report, actions = self.handle("good")
        self.assertEqual(outcome, "response", report)
        self.assertEqual(
            sorted(actions),
            ["CreateSnapshot", "CreateSnapshot", "CreateTags"]
            + ["DescribeInstances", "DescribeSnapshots", "DescribeVolumes"],
        )

    def test_one_request_opens_the_connection_before_there_is_an_event(self):
        self.handle("good", after_ping=True)
        self.assertTrue(self.began_in_time, "EC2 was not pinged while the event was held back")
        self.assertEqual(self.pings, ["/ping"])

    def test_the_name_of_this_host_is_found_without_any_file(self):
        outcome, report, _ = self.handle("good", host="localhost")
        self.assertEqual(outcome, "response", report)

    def test_an_authority_that_is_not_in_the_bundle_is_refused(self):
        outcome, report, actions = self.handle("untrusted")
        self.assertEqual(outcome, "error", report)
        self.assertRegex(report["errorMessage"], "certificate.*issuer")
        self.assertEqual(actions, [])

    def test_a_name_that_nobody_knows_is_an_error_that_says_so(self):
        outcome, report, _ = self.handle("good", host="nowhere.invalid")
        self.assertEqual(outcome, "error", report)
        self.assertIn("nowhere.invalid", report["errorMessage"])


class TheZip(unittest.TestCase):
    def test_is_there(self):
        self.assertTrue(ZIP.is_file(), "Scripts/package makes it")


if __name__ == "__main__":
    unittest.main()
