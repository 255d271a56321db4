"""The function of old and the new one, each in a cloud of its own, on the same event: they leave the same state."""

import unittest

from python_package import python_package
from test_boto3 import DESCRIBE, LOGS, NAME, SNAPSHOT, TAG_INSTANCE, TAG_SNAPSHOT, Tutorial, statement

# What only the new function tells of its snapshots.
OWN_TAGS = {
    "CreatedBy",
    "snap-and-tag:instance",
    "snap-and-tag:volume",
    "snap-and-tag:device",
    "snap-and-tag:activity",
    "snap-and-tag:group",
}


class Cloud(Tutorial):
    """A cloud that makes the same identifiers every time."""

    OPTIONS = ("--seed", "7")


class SideBySide(unittest.TestCase):
    def outcome(self, phrases, **configuration):
        """Starts a cloud, has it launch an instance with the function in place, and returns what came of it."""
        kind = type("ACloud", (Cloud,), {})
        kind.setUpClass()
        self.addCleanup(kind.tearDownClass)
        cloud = kind()
        cloud.setUp()
        role = cloud.role(DESCRIBE, SNAPSHOT, TAG_SNAPSHOT, TAG_INSTANCE, LOGS, statement("ec2:CreateTags"))
        # The group's test notification goes to nobody: the function of old fails on it, and its retries would make
        # identifiers that the other cloud doesn't.
        cloud.group()
        cloud.function(role, MemorySize=256, **configuration)
        cloud.autoscaling.set_desired_capacity(AutoScalingGroupName=NAME, DesiredCapacity=1)
        (instance,) = cloud.wait_for("an instance", cloud.instances)
        cloud.wait_for("its tag", lambda: cloud.tag(instance) == ["Created"])
        for phrase in phrases:
            cloud.wait_for(phrase, lambda phrase=phrase: cloud.messages(phrase))
        filters = [{"Name": "attachment.instance-id", "Values": [instance]}]
        return {
            "instance": instance,
            "volumes": sorted(v["VolumeId"] for v in cloud.ec2.describe_volumes(Filters=filters)["Volumes"]),
            "snapshots": sorted(
                (snapshot["VolumeId"], snapshot["Description"], snapshot["VolumeSize"])
                for snapshot in cloud.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
            ),
            "instance tags": self.tags(cloud, "instance"),
            "volume tags": self.tags(cloud, "volume"),
            "snapshot tags": self.tags(cloud, "snapshot"),
        }

    def tags(self, cloud, kind):
        filters = [{"Name": "resource-type", "Values": [kind]}]
        tags = cloud.ec2.describe_tags(Filters=filters)["Tags"]
        return sorted((tag["ResourceId"], tag["Key"], tag["Value"]) for tag in tags)

    def test_the_python_function_and_ours_leave_the_same_state(self):
        phrases = ('"Received event:"', '"Snapshot created with description ["', '"Tag added to EC2 instance"')
        of_old = self.outcome(
            phrases,
            Runtime="python3.13",
            Handler="function.handler",
            Code={"ZipFile": python_package()},
        )
        ours = self.outcome(phrases)
        self.assertEqual(of_old["instance"], ours["instance"], "the clouds launched different instances")
        self.assertEqual(of_old.pop("snapshot tags"), [])
        self.assertEqual({key for _, key, _ in ours.pop("snapshot tags")}, OWN_TAGS)
        self.assertEqual(of_old, ours)
        self.assertEqual(len(ours["volumes"]), 2)
        self.assertEqual([volume for volume, _, _ in ours["snapshots"]], ours["volumes"])
        self.assertIn((ours["instance"], "Snapshots", "Created"), ours["instance tags"])


if __name__ == "__main__":
    unittest.main()
