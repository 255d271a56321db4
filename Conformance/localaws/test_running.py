"""How local-aws runs: what it keeps, what its clock does, whom it answers."""

import http.client
import os
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from botocore.exceptions import ClientError, EndpointConnectionError, HTTPClientError

from emulator import REGION, EmulatorTestCase, executable


class StateFile(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.file = os.path.join(cls.folder.name, "cloud.json")
        cls.OPTIONS = ("--state-file", cls.file)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def restart(self, ending):
        self.process.send_signal(ending)
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.start()

    def volumes(self):
        return {volume["VolumeId"] for volume in self.ec2.describe_volumes()["Volumes"]}

    def test_what_was_there_is_there_again(self):
        instance = self.launch()
        bucket = self.client("sns").create_topic(Name="t")["TopicArn"]
        before = self.volumes()
        self.restart(signal.SIGTERM)
        self.assertEqual(self.volumes(), before)
        (reservation,) = self.ec2.describe_instances(InstanceIds=[instance])["Reservations"]
        self.assertEqual(reservation["Instances"][0]["State"]["Name"], "running")
        self.assertEqual([t["TopicArn"] for t in self.client("sns").list_topics()["Topics"]], [bucket])

    def test_another_one_is_kept_from_the_file(self):
        command = [executable(), "up", "--port", "0", "--state-file", self.file]
        other = subprocess.run(command, capture_output=True, text=True, timeout=30)
        self.assertEqual(other.returncode, 1)
        self.assertIn(f"Another local-aws keeps its cloud in the state file {self.file}.", other.stderr)

    def test_a_kill_leaves_a_whole_state(self):
        for round_ in range(4):
            made, failed = [], threading.Event()

            def create():
                try:
                    while True:
                        volume = self.ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)
                        made.append(volume["VolumeId"])
                except (EndpointConnectionError, HTTPClientError, ClientError):
                    failed.set()

            known = self.volumes()
            thread = threading.Thread(target=create)
            thread.start()
            time.sleep(0.3 + 0.17 * round_)
            self.process.kill()
            thread.join(timeout=30)
            self.assertTrue(failed.is_set())
            self.restart(signal.SIGKILL)
            kept = self.volumes()
            # The first so many of those that were made, and one that was made without an answer.
            new = [volume for volume in made if volume in kept]
            self.assertEqual(new, made[: len(new)])
            self.assertLessEqual(len(kept - known - set(made)), 1)
            self.assertLessEqual(known, kept)


class Scaling(EmulatorTestCase):
    OPTIONS = ("--time-scale", "3600")

    def test_an_hour_passes_in_a_second(self):
        volume = self.ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)["VolumeId"]
        self.ec2.get_waiter("volume_available").wait(VolumeIds=[volume], WaiterConfig={"Delay": 0.05})
        snapshot = self.ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
        began = time.monotonic()
        self.ec2.get_waiter("snapshot_completed").wait(SnapshotIds=[snapshot], WaiterConfig={"Delay": 0.05})
        self.assertLess(time.monotonic() - began, 2)
        # 15 seconds between two snapshots of a volume are four milliseconds.
        self.ec2.create_snapshot(VolumeId=volume)


class Visibility(EmulatorTestCase):
    OPTIONS = ("--visibility-delay", "60000")

    def test_a_new_volume_is_not_found_for_a_while(self):
        volume = self.ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)["VolumeId"]
        self.assertRefused("InvalidVolume.NotFound", 400, self.ec2.describe_volumes, VolumeIds=[volume])
        self.assertEqual(self.ec2.describe_volumes()["Volumes"], [])
        self.advance(61)
        self.assertEqual(len(self.ec2.describe_volumes(VolumeIds=[volume])["Volumes"]), 1)


class SnapshotTime(EmulatorTestCase):
    OPTIONS = ("--snapshot-time", "3600")

    def test_a_sixth_pending_snapshot_of_a_volume_is_refused(self):
        volume = self.volume()
        for _ in range(5):
            self.ec2.create_snapshot(VolumeId=volume)
            self.advance(15)
        self.assertRefused("ConcurrentSnapshotLimitExceeded", 400, self.ec2.create_snapshot, VolumeId=volume)
        self.advance(3600)
        self.ec2.create_snapshot(VolumeId=volume)


class OtherCloud(EmulatorTestCase):
    """Runs beside the first one."""

    def runTest(self):
        pass


class Neighbours(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        OtherCloud.setUpClass()

    @classmethod
    def tearDownClass(cls):
        OtherCloud.tearDownClass()
        super().tearDownClass()

    def test_two_clouds_know_nothing_of_each_other(self):
        self.volume()
        self.assertEqual(len(self.ec2.describe_volumes()["Volumes"]), 1)
        self.assertEqual(OtherCloud.ec2.describe_volumes()["Volumes"], [])


class Hosts(EmulatorTestCase):
    def status(self, method, path, **fields):
        address = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): text for name, text in fields.items()})
            return connection.getresponse().status
        finally:
            connection.close()

    def test_a_name_of_elsewhere_is_refused(self):
        self.assertEqual(self.status("GET", "/_local/health"), 200)
        self.assertEqual(self.status("GET", "/_local/health", Host="localhost:4566"), 200)
        self.assertEqual(self.status("GET", "/_local/health", Host="rebound.example"), 403)
        self.assertEqual(self.status("POST", "/", Host="ec2.us-east-1.amazonaws.com"), 403)

    def test_a_web_page_is_refused(self):
        self.assertEqual(self.status("POST", "/_local/reset", Origin="https://page.example"), 403)


if __name__ == "__main__":
    unittest.main()
