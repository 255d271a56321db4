"""boto3 as the client of local-aws: every EC2 action, its paginators, waiters and error codes."""

import datetime
import unittest

from emulator import REGION, EmulatorTestCase

UNKNOWN_VOLUME = "vol-0123456789abcdef0"
UNKNOWN_INSTANCE = "i-0123456789abcdef0"
UNKNOWN_SNAPSHOT = "snap-0123456789abcdef0"
QUICK = {"Delay": 0.2, "MaxAttempts": 50}


def by_tag(name, *values):
    return [{"Name": name, "Values": list(values)}]


class Instances(EmulatorTestCase):
    def test_launch_describe_terminate(self):
        reservation = self.ec2.run_instances(
            ImageId=self.image(),
            InstanceType="t3.micro",
            MinCount=2,
            MaxCount=2,
            BlockDeviceMappings=[
                {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 12, "VolumeType": "gp3"}},
                {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 20, "DeleteOnTermination": False}},
                {"DeviceName": "/dev/sdg", "NoDevice": ""},
            ],
            UserData="#!/bin/sh\necho hello",
            TagSpecifications=[
                {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "wéb <1> & co"}]},
                {"ResourceType": "volume", "Tags": [{"Key": "Of", "Value": "web"}]},
            ],
        )
        self.assertEqual(len(reservation["Instances"]), 2)
        first = reservation["Instances"][0]
        self.assertEqual(first["State"], {"Code": 0, "Name": "pending"})
        self.assertEqual(first["Tags"], [{"Key": "Name", "Value": "wéb <1> & co"}])
        self.assertIsInstance(first["LaunchTime"], datetime.datetime)
        self.ec2.get_waiter("instance_running").wait(
            InstanceIds=[first["InstanceId"]], WaiterConfig=QUICK
        )
        described = self.ec2.describe_instances(InstanceIds=[first["InstanceId"]])
        instance = described["Reservations"][0]["Instances"][0]
        self.assertEqual(described["Reservations"][0]["OwnerId"], "111122223333")
        self.assertEqual(
            [d["DeviceName"] for d in instance["BlockDeviceMappings"]], ["/dev/xvda", "/dev/sdf"]
        )
        self.assertEqual(
            [d["Ebs"]["DeleteOnTermination"] for d in instance["BlockDeviceMappings"]], [True, False]
        )
        status = self.ec2.describe_instance_status(InstanceIds=[first["InstanceId"]])
        self.assertEqual(status["InstanceStatuses"][0]["InstanceStatus"]["Status"], "ok")

        change = self.ec2.terminate_instances(InstanceIds=[first["InstanceId"]])["TerminatingInstances"][0]
        self.assertEqual(change["PreviousState"]["Name"], "running")
        self.assertEqual(change["CurrentState"]["Name"], "shutting-down")
        self.ec2.get_waiter("instance_terminated").wait(
            InstanceIds=[first["InstanceId"]], WaiterConfig=QUICK
        )
        left = self.ec2.describe_volumes(Filters=by_tag("tag:Of", "web"))["Volumes"]
        self.assertEqual(sorted(v["Size"] for v in left), [12, 20, 20])

    def test_paginator(self):
        self.ec2.run_instances(ImageId=self.image(), InstanceType="t3.micro", MinCount=12, MaxCount=12)
        paginator = self.ec2.get_paginator("describe_instances")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 5}))
        counts = [sum(len(r["Instances"]) for r in page["Reservations"]) for page in pages]
        self.assertEqual(counts, [5, 5, 2])

    def test_client_token(self):
        call = dict(ImageId=self.image(), InstanceType="t3.micro", MinCount=1, MaxCount=1, ClientToken="t-1")
        one = self.ec2.run_instances(**call)["Instances"][0]["InstanceId"]
        self.assertEqual(self.ec2.run_instances(**call)["Instances"][0]["InstanceId"], one)
        call["InstanceType"] = "t3.small"
        self.assertRefused("IdempotentParameterMismatch", 400, self.ec2.run_instances, **call)

    def test_refusals(self):
        ec2, image = self.ec2, self.image()
        launch = dict(ImageId=image, MinCount=1, MaxCount=1)
        self.assertRefused("InvalidInstanceID.Malformed", 400, ec2.describe_instances, InstanceIds=["i-x"])
        message = self.assertRefused(
            "InvalidInstanceID.NotFound", 400, ec2.describe_instances, InstanceIds=[UNKNOWN_INSTANCE]
        )
        self.assertEqual(message, f"The instance ID '{UNKNOWN_INSTANCE}' does not exist")
        self.assertRefused("InvalidInstanceID.Malformed", 400, ec2.terminate_instances, InstanceIds=["x"])
        self.assertRefused("InvalidAMIID.Malformed", 400, ec2.run_instances, **{**launch, "ImageId": "ami-x"})
        self.assertRefused("DryRunOperation", 412, ec2.run_instances, DryRun=True, InstanceType="t3.micro", **launch)
        self.assertRefused("DryRunOperation", 412, ec2.describe_instances, DryRun=True)
        self.assertRefused("InvalidKeyPair.NotFound", 400, ec2.run_instances, KeyName="key", **launch)
        self.assertRefused("InvalidParameterValue", 400, ec2.describe_instances, Filters=by_tag("colour", "red"))
        self.assertRefused("InvalidAction", 400, ec2.describe_transit_gateways)
        self.assertEqual(ec2.describe_instances()["Reservations"], [])


class Volumes(EmulatorTestCase):
    def test_life(self):
        instance = self.launch()
        created = self.ec2.create_volume(
            AvailabilityZone=f"{REGION}a",
            Size=10,
            VolumeType="io2",
            Iops=500,
            Encrypted=True,
            TagSpecifications=[{"ResourceType": "volume", "Tags": [{"Key": "a", "Value": ""}]}],
        )
        volume = created["VolumeId"]
        self.assertEqual(created["State"], "creating")
        self.assertTrue(created["Encrypted"])
        self.ec2.get_waiter("volume_available").wait(VolumeIds=[volume], WaiterConfig=QUICK)
        attachment = self.ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdf")
        self.assertEqual(attachment["State"], "attaching")
        self.ec2.get_waiter("volume_in_use").wait(VolumeIds=[volume], WaiterConfig=QUICK)
        self.assertRefused("VolumeInUse", 400, self.ec2.delete_volume, VolumeId=volume)
        found = self.ec2.describe_volumes(Filters=by_tag("attachment.instance-id", instance))["Volumes"]
        self.assertEqual({v["VolumeId"] for v in found}, {volume, found[0]["VolumeId"]})
        self.assertEqual(self.ec2.detach_volume(VolumeId=volume)["State"], "detaching")
        self.ec2.get_waiter("volume_available").wait(VolumeIds=[volume], WaiterConfig=QUICK)
        self.ec2.delete_volume(VolumeId=volume)
        self.ec2.get_waiter("volume_deleted").wait(VolumeIds=[volume], WaiterConfig=QUICK)

    def test_modification(self):
        volume = self.volume(VolumeType="gp3")
        asked = self.ec2.modify_volume(VolumeId=volume, Size=16, Iops=4000)["VolumeModification"]
        self.assertEqual((asked["ModificationState"], asked["Progress"]), ("modifying", 0))
        self.assertEqual((asked["OriginalSize"], asked["TargetSize"]), (8, 16))
        message = self.assertRefused(
            "IncorrectModificationState", 400, self.ec2.modify_volume, VolumeId=volume, Size=17
        )
        self.assertEqual(message, f"Volume {volume} cannot be modified in modification state MODIFYING")
        self.advance(2)
        (made,) = self.ec2.describe_volumes_modifications(VolumeIds=[volume])["VolumesModifications"]
        self.assertEqual((made["ModificationState"], made["Progress"]), ("completed", 100))
        self.assertGreater(made["EndTime"], made["StartTime"])
        (shown,) = self.ec2.describe_volumes(VolumeIds=[volume])["Volumes"]
        self.assertEqual((shown["Size"], shown["Iops"]), (16, 4000))
        self.assertRefused("InvalidParameterValue", 400, self.ec2.modify_volume, VolumeId=volume, Size=15)
        never = self.volume()
        self.assertRefused(
            "InvalidVolumeModification.NotFound",
            400,
            self.ec2.describe_volumes_modifications,
            VolumeIds=[never],
        )
        pages = self.ec2.get_paginator("describe_volumes_modifications").paginate()
        self.assertEqual([m["VolumeId"] for p in pages for m in p["VolumesModifications"]], [volume])

    def test_paginator_and_tokens(self):
        made = {self.volume() for _ in range(12)}
        paginator = self.ec2.get_paginator("describe_volumes")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 5}))
        self.assertEqual([len(p["Volumes"]) for p in pages], [5, 5, 2])
        self.assertEqual({v["VolumeId"] for p in pages for v in p["Volumes"]}, made)
        token = pages[0]["NextToken"]
        self.assertRefused(
            "InvalidNextToken", 400, self.ec2.describe_volumes, NextToken=token, Filters=by_tag("size", "8")
        )
        self.assertRefused("InvalidNextToken", 400, self.ec2.describe_volumes, NextToken="nonsense")

    def test_refusals(self):
        ec2, volume = self.ec2, self.volume()
        message = self.assertRefused("InvalidVolume.NotFound", 400, ec2.describe_volumes, VolumeIds=[UNKNOWN_VOLUME])
        self.assertEqual(message, f"The volume '{UNKNOWN_VOLUME}' does not exist.")
        self.assertRefused("InvalidVolumeID.Malformed", 400, ec2.describe_volumes, VolumeIds=["vol-xyz"])
        message = self.assertRefused("InvalidParameterValue", 400, ec2.describe_volumes, VolumeIds=["x"])
        self.assertEqual(message, "Value (x) for parameter volumes is invalid. Expected: 'vol-...'.")
        message = self.assertRefused("InvalidParameterValue", 400, ec2.describe_volumes, MaxResults=1)
        self.assertEqual(
            message, "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5."
        )
        message = self.assertRefused(
            "InvalidParameterCombination", 400, ec2.describe_volumes, MaxResults=5, VolumeIds=[volume]
        )
        self.assertEqual(message, "The parameter volumeSet cannot be used with the parameter maxResults")
        self.assertRefused("InvalidParameterValue", 400, ec2.describe_volumes, Filters=by_tag("colour", "red"))
        self.assertRefused("DryRunOperation", 412, ec2.describe_volumes, DryRun=True)
        self.assertRefused("UnsupportedOperation", 400, ec2.describe_volumes, IncludeManagedResources=True)
        self.assertRefused("InvalidZone.NotFound", 400, ec2.create_volume, AvailabilityZone="mars-1a", Size=1)
        self.assertRefused("MissingParameter", 400, ec2.create_volume, AvailabilityZone=f"{REGION}a")
        self.assertRefused("InvalidVolume.NotFound", 400, ec2.delete_volume, VolumeId=UNKNOWN_VOLUME)
        self.assertRefused("IncorrectState", 400, ec2.detach_volume, VolumeId=volume)
        self.assertRefused(
            "InvalidInstanceID.NotFound",
            400,
            ec2.attach_volume,
            VolumeId=volume,
            InstanceId=UNKNOWN_INSTANCE,
            Device="/dev/sdf",
        )

    def test_filters(self):
        volume = self.volume()
        self.ec2.create_tags(Resources=[volume], Tags=[{"Key": "Name", "Value": "a*b"}])
        for name, value, isFound in [
            ("tag:Name", "a\\*b", True),
            ("tag:Name", "a?b", True),
            ("tag:Name", "A*", False),
            ("tag-key", "N*", True),
            ("size", "8", True),
            ("status", "available", True),
            ("volume-type", "gp3", False),
        ]:
            with self.subTest(name=name, value=value):
                found = self.ec2.describe_volumes(Filters=by_tag(name, value))["Volumes"]
                self.assertEqual([v["VolumeId"] for v in found], [volume] if isFound else [])


class Snapshots(EmulatorTestCase):
    def test_life(self):
        volume = self.volume()
        created = self.ec2.create_snapshot(
            VolumeId=volume,
            Description="boot of (a/b) ~ü + <&>",
            TagSpecifications=[{"ResourceType": "snapshot", "Tags": [{"Key": "Name", "Value": "web 1"}]}],
        )
        self.assertEqual(created["State"], "pending")
        self.assertEqual(created["Description"], "boot of (a/b) ~ü + <&>")
        self.assertEqual(created["Tags"], [{"Key": "Name", "Value": "web 1"}])
        snapshot = created["SnapshotId"]
        self.ec2.get_waiter("snapshot_completed").wait(SnapshotIds=[snapshot], WaiterConfig=QUICK)
        own = self.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
        self.assertEqual([s["SnapshotId"] for s in own], [snapshot])
        self.assertEqual(own[0]["Progress"], "100%")
        self.assertGreater(len(self.ec2.describe_snapshots()["Snapshots"]), 1)
        found = self.ec2.describe_snapshots(
            OwnerIds=["self"], Filters=by_tag("volume-id", volume) + by_tag("tag:Name", "web*")
        )["Snapshots"]
        self.assertEqual(len(found), 1)
        self.ec2.delete_snapshot(SnapshotId=snapshot)
        self.assertRefused(
            "InvalidSnapshot.NotFound", 400, self.ec2.describe_snapshots, SnapshotIds=[snapshot]
        )

    def test_all_volumes_of_an_instance(self):
        instance = self.launch(
            BlockDeviceMappings=[{"DeviceName": f"/dev/sd{letter}", "Ebs": {"VolumeSize": 8}} for letter in "fg"],
            TagSpecifications=[{"ResourceType": "volume", "Tags": [{"Key": "Of", "Value": "volume"}]}],
        )
        made = self.ec2.create_snapshots(
            InstanceSpecification={"InstanceId": instance, "ExcludeBootVolume": True},
            CopyTagsFromSource="volume",
            Description="set",
            TagSpecifications=[{"ResourceType": "snapshot", "Tags": [{"Key": "By", "Value": "test"}]}],
        )["Snapshots"]
        self.assertEqual(len(made), 2)
        for snapshot in made:
            self.assertEqual(snapshot["State"], "pending")
            self.assertEqual({t["Key"]: t["Value"] for t in snapshot["Tags"]}, {"Of": "volume", "By": "test"})

    def test_rate_of_a_volume(self):
        volume = self.volume()
        self.ec2.create_snapshot(VolumeId=volume)
        self.assertRefused("SnapshotCreationPerVolumeRateExceeded", 400, self.ec2.create_snapshot, VolumeId=volume)
        self.advance(15)
        self.ec2.create_snapshot(VolumeId=volume)

    def test_paginator(self):
        for _ in range(7):
            self.ec2.create_snapshot(VolumeId=self.volume())
        pages = self.ec2.get_paginator("describe_snapshots").paginate(
            OwnerIds=["self"], PaginationConfig={"PageSize": 5}
        )
        self.assertEqual([len(p["Snapshots"]) for p in pages], [5, 2])

    def test_refusals(self):
        ec2, volume = self.ec2, self.volume()
        self.assertRefused("InvalidVolume.NotFound", 400, ec2.create_snapshot, VolumeId=UNKNOWN_VOLUME)
        message = self.assertRefused("InvalidParameterValue", 400, ec2.create_snapshot, VolumeId="x")
        self.assertEqual(message, "Value (x) for parameter volumeId is invalid. Expected: 'vol-...'.")
        self.assertRefused("DryRunOperation", 412, ec2.create_snapshot, VolumeId=volume, DryRun=True)
        self.assertRefused("UnsupportedOperation", 400, ec2.create_snapshot, VolumeId=volume, OutpostArn="arn:x")
        self.assertRefused("InvalidSnapshot.NotFound", 400, ec2.delete_snapshot, SnapshotId=UNKNOWN_SNAPSHOT)
        self.assertRefused("InvalidSnapshotID.Malformed", 400, ec2.delete_snapshot, SnapshotId="snap-x")
        self.assertRefused(
            "InvalidInstanceID.NotFound",
            400,
            ec2.create_snapshots,
            InstanceSpecification={"InstanceId": UNKNOWN_INSTANCE},
        )
        self.assertEqual(ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"], [])


class Tags(EmulatorTestCase):
    def test_life(self):
        volume, instance = self.volume(), self.launch()
        self.ec2.create_tags(Resources=[volume, instance], Tags=[{"Key": "Snapshots", "Value": "Created"}])
        self.ec2.create_tags(Resources=[instance], Tags=[{"Key": "Empty", "Value": ""}])
        tags = self.ec2.describe_tags(Filters=by_tag("resource-id", instance))["Tags"]
        self.assertEqual([(t["Key"], t["Value"]) for t in tags], [("Snapshots", "Created"), ("Empty", "")])
        self.ec2.delete_tags(Resources=[instance], Tags=[{"Key": "Snapshots", "Value": "other"}])
        self.ec2.delete_tags(Resources=[volume], Tags=[{"Key": "Snapshots"}])
        left = self.ec2.describe_tags(Filters=by_tag("key", "Snapshots"))["Tags"]
        self.assertEqual([(t["ResourceId"], t["ResourceType"]) for t in left], [(instance, "instance")])

    def test_paginator(self):
        volume = self.volume()
        self.ec2.create_tags(Resources=[volume], Tags=[{"Key": f"k{i}", "Value": "v"} for i in range(12)])
        pages = self.ec2.get_paginator("describe_tags").paginate(PaginationConfig={"PageSize": 5})
        self.assertEqual([len(p["Tags"]) for p in pages], [5, 5, 2])

    def test_refusals(self):
        volume = self.volume()
        create, tag = self.ec2.create_tags, [{"Key": "k", "Value": "v"}]
        self.assertRefused(
            "InvalidInstanceID.NotFound", 400, create, Resources=[volume, UNKNOWN_INSTANCE], Tags=tag
        )
        self.assertRefused("InvalidInstanceID.Malformed", 400, create, Resources=["i-x"], Tags=tag)
        self.assertRefused("InvalidID", 400, create, Resources=["nonsense"], Tags=tag)
        self.assertRefused(
            "InvalidParameterValue", 400, create, Resources=[volume], Tags=[{"Key": "aws:x", "Value": ""}]
        )
        self.assertRefused("MissingParameter", 400, create, Resources=[volume], Tags=[])
        self.assertRefused("DryRunOperation", 412, create, Resources=[volume], Tags=tag, DryRun=True)
        many = [{"Key": f"k{i}", "Value": ""} for i in range(51)]
        self.assertRefused("TagLimitExceeded", 400, create, Resources=[volume], Tags=many)
        self.assertEqual(self.ec2.describe_tags()["Tags"], [])


class Surroundings(EmulatorTestCase):
    def test_images(self):
        images = self.ec2.describe_images(
            Owners=["amazon"],
            IncludeDeprecated=True,
            Filters=by_tag("name", "al2023-ami-2023.*-x86_64")
            + by_tag("state", "available")
            + by_tag("root-device-type", "ebs"),
        )["Images"]
        self.assertEqual([i["Architecture"] for i in images], ["x86_64"])
        self.assertEqual(images[0]["RootDeviceName"], "/dev/xvda")
        self.assertEqual(self.ec2.describe_images(Owners=["self"])["Images"], [])

    def test_zones_and_regions(self):
        zones = self.ec2.describe_availability_zones(Filters=by_tag("state", "available"))["AvailabilityZones"]
        self.assertEqual([z["ZoneName"] for z in zones], [f"{REGION}{letter}" for letter in "abc"])
        regions = self.ec2.describe_regions(RegionNames=[REGION])["Regions"]
        self.assertEqual(regions[0]["Endpoint"], f"ec2.{REGION}.amazonaws.com")


if __name__ == "__main__":
    unittest.main()
