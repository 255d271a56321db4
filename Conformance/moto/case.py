"""What every test starts from: moto, empty, and the program."""

import unittest
from pathlib import Path

from events import GROUP, ACTIVITY
from program import Program, Run
from server import MotoServer
from world import Instance, World, tags


class CloudTestCase(unittest.TestCase):
    server: MotoServer
    program: Program
    world: World
    maxDiff = None

    @classmethod
    def prepare(cls, server: MotoServer, bootstrap: Path) -> None:
        cls.server = server
        cls.program = Program(bootstrap, server)
        cls.world = World(server.url)

    def setUp(self) -> None:
        self.server.reset()

    def assertDone(self, run: Run) -> dict:
        """It went well; returns the report."""
        self.assertEqual(run.status, 0, run.errors)
        return run.report

    def assertFailed(self, run: Run, *phrases: str) -> None:
        """It failed, and said why in its last line and nothing on standard output."""
        self.assertEqual(run.status, 1, run.output + run.errors)
        self.assertEqual(run.output, "")
        self.assertTrue(run.reason.startswith("bootstrap: "), run.errors)
        for phrase in phrases:
            self.assertIn(phrase, run.reason)

    def assertSnapshotted(self, instance: Instance, group: str | None = GROUP, activity: str | None = ACTIVITY) -> None:
        """Each volume has exactly one snapshot, described and tagged as promised, and the instance its tag."""
        made = [one for one in self.world.snapshots() if tags(one).get("CreatedBy") == "snap-and-tag"]
        made = [one for one in made if tags(one)["snap-and-tag:instance"] == instance.id]
        self.assertCountEqual([one["VolumeId"] for one in made], instance.volumes.values())
        devices = {volume_id: device for device, volume_id in instance.volumes.items()}
        for snapshot in made:
            volume_id = snapshot["VolumeId"]
            self.assertEqual(snapshot["Description"], f"Autosnap-{instance.id}-{volume_id}")
            expected = {
                "CreatedBy": "snap-and-tag",
                "snap-and-tag:instance": instance.id,
                "snap-and-tag:volume": volume_id,
                "snap-and-tag:device": devices[volume_id],
                "snap-and-tag:group": group,
                "snap-and-tag:activity": activity,
            }
            self.assertEqual(tags(snapshot), {key: value for key, value in expected.items() if value is not None})
        self.assertEqual(self.world.tags(instance), {"Snapshots": "Created"})

    def assertAgrees(self, report: dict, instance: Instance, tagging: str = "added") -> None:
        """The report says of each volume what boto3 says."""
        self.assertEqual(report["instanceId"], instance.id)
        self.assertEqual(report["tag"], {"key": "Snapshots", "value": "Created", "outcome": tagging})
        self.assertCountEqual(
            [(one["device"], one["volumeId"], one["snapshotId"]) for one in report["volumes"]],
            [
                (tags(one)["snap-and-tag:device"], one["VolumeId"], one["SnapshotId"])
                for one in self.world.snapshots()
                if tags(one).get("snap-and-tag:instance") == instance.id
            ],
        )
