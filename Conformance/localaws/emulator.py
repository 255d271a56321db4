"""Starts local-aws for a test case and makes boto3 clients of it."""

import datetime
import json
import os
import pathlib
import re
import select
import subprocess
import unittest
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
REGION = "eu-west-1"
STARTUP_SECONDS = 30

# The actions that were called with success, and whose answers botocore could parse: (service, action).
ANSWERED = set()


def note_answer(http_response, parsed, model, **_):
    if http_response.status_code < 300:
        ANSWERED.add((model.service_model.signing_name, model.name))


def executable():
    """The program under test: LOCAL_AWS, or what `swift build` made last in LocalAWS."""
    named = os.environ.get("LOCAL_AWS")
    if named:
        return named
    builds = (REPOSITORY / "LocalAWS" / ".build" / name / "local-aws" for name in ("debug", "release"))
    existing = [path for path in builds if path.exists()]
    if existing:
        return str(max(existing, key=lambda path: path.stat().st_mtime))
    raise FileNotFoundError("local-aws is not built: run `swift build --package-path LocalAWS`, or set LOCAL_AWS")


class EmulatorTestCase(unittest.TestCase):
    """One emulator for all tests of a class; each test begins with an empty cloud."""

    # What `local-aws up` is started with besides.
    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        cls.start()

    @classmethod
    def start(cls):
        cls.process = subprocess.Popen(
            [executable(), "up", "--port", "0", *cls.OPTIONS],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        ready, _, _ = select.select([cls.process.stdout], [], [], STARTUP_SECONDS)
        line = cls.process.stdout.readline() if ready else ""
        found = re.search(r"listens on (http://\S+)", line)
        if not found:
            cls.tearDownClass()
            raise RuntimeError(f"local-aws said {line!r} where its address should be")
        cls.url = found.group(1)
        cls.ec2 = cls.client("ec2")

    @classmethod
    def tearDownClass(cls):
        cls.process.terminate()
        try:
            cls.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            cls.process.kill()
            cls.process.wait()
        cls.process.stdout.close()

    def setUp(self):
        self.control("POST", "reset")

    @classmethod
    def client(cls, service, key="test", secret="test", token=None, **options):
        client = boto3.client(
            service,
            endpoint_url=cls.url,
            region_name=REGION,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}, **options),
        )
        client.meta.events.register("after-call", note_answer)
        return client

    @classmethod
    def control(cls, method, path, body=None):
        """Calls an address below /_local/."""
        data = json.dumps(body).encode() if body is not None else b"" if method == "POST" else None
        request = urllib.request.Request(f"{cls.url}/_local/{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    @classmethod
    def advance(cls, seconds):
        """Lets that much of the cloud's time pass."""
        cls.control("POST", "clock", {"advanceSeconds": seconds})

    @classmethod
    def next_minute(cls):
        """Lets time pass until the cloud's next full minute is just over, so that a minute's work stays in it."""
        now = datetime.datetime.fromisoformat(cls.control("GET", "clock")["now"])
        cls.advance(61 - now.second)

    def assertRefused(self, code, status, call, **parameters):
        """Calls, and expects AWS to refuse with that code and HTTP status. Returns the message."""
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        response = caught.exception.response
        self.assertEqual(response["Error"]["Code"], code)
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], status)
        self.assertRegex(response["ResponseMetadata"]["RequestId"], r"^[0-9a-f-]{36}$")
        return response["Error"]["Message"]

    def image(self, architecture="x86_64"):
        images = self.ec2.describe_images(
            Owners=["amazon"], Filters=[{"Name": "architecture", "Values": [architecture]}]
        )["Images"]
        return images[0]["ImageId"]

    def launch(self, **parameters):
        """An instance that runs."""
        parameters.setdefault("ImageId", self.image())
        parameters.setdefault("InstanceType", "t3.micro")
        instance = self.ec2.run_instances(MinCount=1, MaxCount=1, **parameters)["Instances"][0]
        self.advance(5)
        return instance["InstanceId"]

    def volume(self, **parameters):
        """A volume that is available."""
        parameters.setdefault("Size", 8)
        created = self.ec2.create_volume(AvailabilityZone=f"{REGION}a", **parameters)
        self.advance(5)
        return created["VolumeId"]
