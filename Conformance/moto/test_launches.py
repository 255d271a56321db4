import json

from case import CloudTestCase
from events import FIXTURES, FOREIGN, GROUP, LAUNCHES, LIFECYCLE, MIXED, UNREADABLE, UNUSABLE, event, launch
from world import tags

# The shapes that name another group or activity than the others, or none.
SAID_BY = {
    "launch-minimal": {"group": None, "activity": None},
    "launch-unicode-group": {"group": "café ☃ 🚀 group"},
}


class ALaunch(CloudTestCase):
    def test_in_every_shape_leaves_one_snapshot_a_volume_and_the_tag(self):
        for name in LAUNCHES:
            with self.subTest(name):
                self.server.reset()
                instance = self.world.launch(volumes=2)
                run = self.program.handle(event(name, instance.id))
                self.assertDone(run)
                self.assertSnapshotted(instance, **SAID_BY.get(name, {}))

    def test_fixture_is_used_in_one_test_or_another(self):
        names = [path.stem for path in (FIXTURES / "sns-events").glob("*.json")]
        self.assertCountEqual(names, LAUNCHES + UNREADABLE + UNUSABLE + LIFECYCLE + FOREIGN + MIXED)

    def test_of_any_number_of_volumes_leaves_one_snapshot_for_each(self):
        # moto ignores MaxResults and puts everything on one page, so paging itself isn't judged here.
        for count in (1, 2, 16, 40):
            with self.subTest(volumes=count):
                self.server.reset()
                instance = self.world.launch(volumes=count)
                report = self.assertDone(self.program.handle(launch(instance.id)))
                self.assertSnapshotted(instance)
                self.assertAgrees(report, instance)
                self.assertEqual([one["outcome"] for one in report["volumes"]], ["created"] * count)

    def test_costs_three_lookups_one_create_a_volume_and_one_tagging(self):
        instance = self.world.launch(volumes=3)
        run = self.program.handle(launch(instance.id))
        lookups = ["DescribeInstances", "DescribeSnapshots", "DescribeVolumes"]
        self.assertEqual(sorted(run.actions[:3]), lookups)
        self.assertEqual(run.actions[3:], ["CreateSnapshot"] * 3 + ["CreateTags"])

    def test_makes_snapshots_that_are_tagged_at_birth(self):
        instance = self.world.launch(volumes=2)
        run = self.program.handle(launch(instance.id))
        tagged = [request.parameters["ResourceId.1"] for request in run.requests if request.action == "CreateTags"]
        self.assertEqual(tagged, [instance.id])

    def test_gives_the_same_report_from_a_file_as_from_standard_input(self):
        reports = []
        for through in ("-", "file"):
            self.server.reset()
            instance = self.world.launch(volumes=2)
            run = self.program.handle(launch(instance.id), through=through)
            report = self.assertDone(run)
            self.assertSnapshotted(instance)
            self.assertAgrees(report, instance)
            report["instanceId"] = "i-"
            for volume in report["volumes"]:
                del volume["volumeId"], volume["snapshotId"]
            reports.append(report)
        self.assertEqual(*reports)

    def test_is_logged_in_the_phrases_that_people_filter_for(self):
        instance = self.world.launch(volumes=2)
        errors = self.program.handle(launch(instance.id)).errors
        self.assertEqual(errors.count("Received event: "), 1)
        for volume_id in instance.volumes.values():
            self.assertIn(f"Snapshot created with description [Autosnap-{instance.id}-{volume_id}]", errors)
        self.assertIn(f"Tag added to EC2 instance with id: {instance.id}", errors)

    def test_is_logged_as_json_and_in_every_detail_without_a_secret(self):
        instance = self.world.launch(volumes=2)
        for level in ("DEBUG", "TRACE"):
            # The program refuses secrets in what it shows after every run; here there is most to be seen.
            run = self.program.handle(
                launch(instance.id), AWS_LAMBDA_LOG_FORMAT="JSON", AWS_LAMBDA_LOG_LEVEL=level
            )
            self.assertDone(run)
            for line in run.errors.splitlines():
                self.assertIn("message", json.loads(line))

    def test_tags_the_snapshot_of_a_group_with_a_long_name_as_far_as_a_tag_goes(self):
        instance = self.world.launch()
        name = "größe-東京-🚀" * 40
        member = '\\"AutoScalingGroupName\\":\\"%s\\"'
        document = launch(instance.id).decode().replace(member % GROUP, member % name)
        self.assertDone(self.program.handle(document.encode()))
        (snapshot,) = self.world.snapshots()
        group = tags(snapshot)["snap-and-tag:group"]
        self.assertTrue(name.startswith(group))
        self.assertIn(len(group.encode("utf-16-le")) // 2, (255, 256))

    def test_of_one_megabyte_is_handled_like_a_small_one(self):
        instance = self.world.launch()
        document = json.loads(launch(instance.id))
        document["padding"] = "x" * 1_000_000
        self.assertDone(self.program.handle(json.dumps(document).encode()))
        self.assertSnapshotted(instance)


class TheRestOfTheCloud(CloudTestCase):
    def test_is_left_alone(self):
        neighbours = [self.world.launch(volumes=2), self.world.launch(volumes=3)]
        instance = self.world.launch(volumes=2)
        loose = self.world.ec2.create_volume(Size=1, AvailabilityZone="eu-west-1a")["VolumeId"]
        before = self.world.picture()
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)
        after = self.world.picture()
        for neighbour in neighbours:
            self.assertEqual(after["instances"][neighbour.id], before["instances"][neighbour.id])
        self.assertEqual(after["volumes"], before["volumes"])
        snapshotted = [volume_id for volume_id, _, _ in after["snapshots"].values()]
        self.assertCountEqual(snapshotted, instance.volumes.values())
        self.assertNotIn(loose, snapshotted)

    def test_gets_its_own_snapshots_from_its_own_events(self):
        instances = [self.world.launch(volumes=count) for count in (1, 2, 3)]
        for instance in instances:
            self.assertDone(self.program.handle(launch(instance.id)))
        for instance in instances:
            self.assertSnapshotted(instance)
        self.assertEqual(len(self.world.snapshots()), 6)


class AVolume(CloudTestCase):
    def test_that_was_attached_after_the_launch_is_snapshotted_too(self):
        instance = self.world.launch(volumes=1)
        self.world.attach(instance, "/dev/sdf")
        self.world.attach(instance, "/dev/sdg")
        instance = self.world.instance(instance.id)
        self.assertEqual(len(instance.volumes), 3)
        report = self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)
        self.assertAgrees(report, instance)

    def test_that_was_detached_is_not_snapshotted(self):
        instance = self.world.launch(volumes=3)
        # Without InstanceId, which EC2 doesn't need, moto fails with a page of HTML.
        self.world.ec2.detach_volume(VolumeId=instance.volumes["/dev/sdb"], InstanceId=instance.id)
        instance = self.world.instance(instance.id)
        self.assertEqual(len(instance.volumes), 2)
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)

    def test_that_somebody_else_has_snapshotted_is_snapshotted_all_the_same(self):
        instance = self.world.launch(volumes=2)
        for volume_id in instance.volumes.values():
            self.world.ec2.create_snapshot(VolumeId=volume_id, Description="nightly backup")
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)
        self.assertEqual(len(self.world.snapshots()), 4)

    def test_whose_snapshot_was_made_for_another_instance_is_snapshotted_again(self):
        instance = self.world.launch(volumes=1)
        other = self.world.launch(volumes=1)
        (volume_id,) = instance.volumes.values()
        self.snapshot(volume_id, instance_id=other.id)
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)

    def test_that_has_a_snapshot_with_our_tags_keeps_it(self):
        instance = self.world.launch(volumes=2)
        existing = self.snapshot(instance.volumes["/dev/sda"], instance.id)
        report = self.assertDone(self.program.handle(launch(instance.id)))
        outcomes = {one["device"]: one["outcome"] for one in report["volumes"]}
        self.assertEqual(outcomes, {"/dev/sda": "existing", "/dev/sdb": "created"})
        self.assertEqual(report["volumes"][0]["snapshotId"], existing)
        self.assertEqual(len(self.world.snapshots()), 2)
        self.assertEqual(self.world.tags(instance), {"Snapshots": "Created"})

    def snapshot(self, volume_id: str, instance_id: str) -> str:
        ours = {"CreatedBy": "snap-and-tag", "snap-and-tag:instance": instance_id, "snap-and-tag:volume": volume_id}
        return self.world.ec2.create_snapshot(
            VolumeId=volume_id,
            TagSpecifications=[
                {"ResourceType": "snapshot", "Tags": [{"Key": key, "Value": value} for key, value in ours.items()]}
            ],
        )["SnapshotId"]


class AnInstance(CloudTestCase):
    def test_keeps_the_tags_it_had(self):
        instance = self.world.launch()
        own = [{"Key": "Name", "Value": "web-größe"}, {"Key": "Snapshots", "Value": "None"}]
        self.world.ec2.create_tags(Resources=[instance.id], Tags=own)
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertEqual(self.world.tags(instance), {"Name": "web-größe", "Snapshots": "Created"})

    def test_that_is_terminated_gets_neither_snapshots_nor_the_tag(self):
        instance = self.world.launch(volumes=2)
        self.world.ec2.terminate_instances(InstanceIds=[instance.id])
        before = self.world.picture()
        report = self.assertDone(self.program.handle(launch(instance.id)))
        self.assertEqual(report["outcome"], "nothing")
        self.assertEqual(report["reason"], "the instance is terminated")
        self.assertEqual(report["tag"]["outcome"], "omitted")
        self.assertEqual(self.world.picture(), before)

    def test_that_is_stopped_is_seen_to_like_a_running_one(self):
        instance = self.world.launch(volumes=2)
        self.world.ec2.stop_instances(InstanceIds=[instance.id])
        self.assertDone(self.program.handle(launch(instance.id)))
        self.assertSnapshotted(instance)

    def test_that_does_not_exist_fails_when_the_patience_is_over(self):
        self.world.launch(volumes=2)
        before = self.world.picture()
        run = self.program.handle(launch("i-0123456789abcdef0"))
        self.assertFailed(run, "EC2 doesn't know instance i-0123456789abcdef0 in this account and region")
        self.assertGreater(run.actions.count("DescribeInstances"), 1)
        self.assertRegex(run.errors, r"again in 0\.\d{1,3} seconds: EC2 doesn't know instance i-0123456789abcdef0")
        self.assertEqual(self.world.picture(), before)

    def test_of_another_region_is_not_found_there(self):
        instance = self.world.launch()
        run = self.program.handle(launch(instance.id), AWS_REGION="us-east-1")
        self.assertFailed(run, f"EC2 doesn't know instance {instance.id}")
        self.assertEqual({request.region for request in run.requests}, {"us-east-1"})
        self.assertEqual(self.world.snapshots(), [])
