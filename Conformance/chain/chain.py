"""What the chain's tests start from: a cloud, the function as a zip, and the environment of an AWS client."""

import io
import os
import pathlib
import subprocess
import tempfile
import time
import zipfile

from emulator import REGION, REPOSITORY, EmulatorTestCase

PATIENCE_SECONDS = 60


def bootstrap():
    """The function under test: BOOTSTRAP, or what `swift build` made last."""
    named = os.environ.get("BOOTSTRAP")
    if named:
        return pathlib.Path(named)
    builds = (REPOSITORY / ".build" / name / "bootstrap" for name in ("debug", "release"))
    existing = [path for path in builds if path.exists()]
    if existing:
        return max(existing, key=lambda path: path.stat().st_mtime)
    raise FileNotFoundError("bootstrap is not built: run `swift build --product bootstrap`, or set BOOTSTRAP")


def zipped(name, content, executable=False):
    """A zip with one file."""
    entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (0o100755 if executable else 0o100644) << 16
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr(entry, content)
    return archive.getvalue()


class ChainTestCase(EmulatorTestCase):
    """A cloud for the class, and the function's zip in a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.zip = pathlib.Path(cls.folder.name) / "function.zip"
        cls.zip.write_bytes(zipped("bootstrap", bootstrap().read_bytes(), executable=True))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()
        super().tearDownClass()

    @classmethod
    def environment(cls, **more):
        """What an AWS client needs to find the cloud, and nothing of the machine's own AWS settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        bin_folder = REPOSITORY / ".venv-conformance" / "bin"
        return kept | {
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "AWS_ENDPOINT_URL": cls.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
        } | more

    def run_program(self, *command, timeout=600, **options):
        """Runs a program to its end and expects it to succeed. Returns its output."""
        result = subprocess.run(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
            **{"env": self.environment(), **options},
        )
        self.assertEqual(result.returncode, 0, f"{command}\n{result.stdout}")
        return result.stdout

    def wait_for(self, what, ask):
        """Asks until the answer is true, and returns it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found = ask()
            if found:
                return found
            time.sleep(0.05)
        self.fail(f"{what} did not come within {PATIENCE_SECONDS} s")

    def left_behind(self):
        """What exists of everything that the tests make; a cloud that was tidied up has none of it."""
        groups = self.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
        found = {
            "groups": [group["AutoScalingGroupName"] for group in groups],
            "topics": self.client("sns").list_topics()["Topics"],
            "subscriptions": self.client("sns").list_subscriptions()["Subscriptions"],
            "functions": [f["FunctionName"] for f in self.client("lambda").list_functions()["Functions"]],
            "roles": [
                role["RoleName"]
                for role in self.client("iam").list_roles()["Roles"]
                if not role["Path"].startswith("/aws-service-role/")
            ],
            "queues": self.client("sqs").list_queues().get("QueueUrls", []),
            "templates": self.ec2.describe_launch_templates()["LaunchTemplates"],
            "alarms": self.client("cloudwatch").describe_alarms()["MetricAlarms"],
            "log groups": self.client("logs").describe_log_groups()["logGroups"],
        }
        return {kind: list(items) for kind, items in found.items() if items}
