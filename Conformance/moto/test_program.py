import sys
import urllib.parse
from pathlib import Path

from case import CloudTestCase
from program import SECRET_KEY, SESSION_TOKEN, Program


class TheRunner(CloudTestCase):
    """The other tests rely on it to refuse secrets and to keep the environment exact."""

    def test_notices_a_secret_in_either_output_however_it_is_written(self):
        python = Program(Path(sys.executable), self.server)
        for secret in (SECRET_KEY, SESSION_TOKEN):
            for text in (secret, urllib.parse.quote(secret, safe="")):
                for stream in ("stdout", "stderr"):
                    with self.subTest(text, stream=stream), self.assertRaisesRegex(AssertionError, "shows the secret"):
                        python.run("-c", f"import sys; print('token={text}', file=sys.{stream})")

    def test_hands_on_nothing_but_what_is_listed(self):
        run = Program(Path("/usr/bin/env"), self.server).run("-u", "AWS_SECRET_ACCESS_KEY", "-u", "AWS_SESSION_TOKEN")
        names = sorted(line.partition("=")[0] for line in run.output.splitlines())
        self.assertEqual(
            names,
            [
                "AWS_ACCESS_KEY_ID",
                "AWS_EC2_METADATA_DISABLED",
                "AWS_ENDPOINT_URL",
                "AWS_REGION",
                "HOME",
                "PATH",
                "SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS",
            ],
        )
