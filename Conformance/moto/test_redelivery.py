import itertools

from case import CloudTestCase
from events import event, launch
from server import LostAnswer, Refusal, Request


class ASecondDelivery(CloudTestCase):
    def test_changes_nothing(self):
        instance = self.world.launch(volumes=3)
        first = self.assertDone(self.program.handle(launch(instance.id)))
        before = self.world.picture()
        run = self.program.handle(launch(instance.id))
        second = self.assertDone(run)
        self.assertEqual(self.world.picture(), before)
        self.assertEqual(second["outcome"], "unchanged")
        self.assertAgrees(second, instance, tagging="present")
        self.assertEqual([one["outcome"] for one in second["volumes"]], ["existing"] * 3)
        self.assertEqual(
            [one["snapshotId"] for one in second["volumes"]], [one["snapshotId"] for one in first["volumes"]]
        )
        self.assertEqual(sorted(run.actions), ["DescribeInstances", "DescribeSnapshots", "DescribeVolumes"])

    def test_in_another_envelope_changes_nothing_either(self):
        instance = self.world.launch(volumes=2)
        self.assertDone(self.program.handle(launch(instance.id)))
        before = self.world.picture()
        for name in ("sqs-launch", "eventbridge-launch", "launch-from-warm-pool", "launch-attached"):
            with self.subTest(name):
                report = self.assertDone(self.program.handle(event(name, instance.id)))
                self.assertEqual(report["outcome"], "unchanged")
                self.assertEqual(self.world.picture(), before)

    def test_makes_only_the_snapshot_that_is_missing(self):
        instance = self.world.launch(volumes=4)
        first = self.assertDone(self.program.handle(launch(instance.id)))
        deleted = first["volumes"][2]
        self.world.ec2.delete_snapshot(SnapshotId=deleted["snapshotId"])
        run = self.program.handle(launch(instance.id))
        second = self.assertDone(run)
        self.assertSnapshotted(instance)
        self.assertAgrees(second, instance, tagging="present")
        self.assertEqual(run.actions.count("CreateSnapshot"), 1)
        for before, now in zip(first["volumes"], second["volumes"]):
            if before is deleted:
                self.assertEqual(now["outcome"], "created")
                self.assertNotEqual(now["snapshotId"], before["snapshotId"])
            else:
                self.assertEqual((now["outcome"], now["snapshotId"]), ("existing", before["snapshotId"]))

    def test_puts_a_lost_tag_back(self):
        instance = self.world.launch(volumes=2)
        self.assertDone(self.program.handle(launch(instance.id)))
        self.world.ec2.delete_tags(Resources=[instance.id], Tags=[{"Key": "Snapshots"}])
        run = self.program.handle(launch(instance.id))
        self.assertAgrees(self.assertDone(run), instance)
        self.assertSnapshotted(instance)
        self.assertNotIn("CreateSnapshot", run.actions)

    def test_snapshots_a_volume_that_has_come_since(self):
        instance = self.world.launch(volumes=2)
        self.assertDone(self.program.handle(launch(instance.id)))
        self.world.attach(instance, "/dev/sdz")
        instance = self.world.instance(instance.id)
        run = self.program.handle(launch(instance.id))
        self.assertAgrees(self.assertDone(run), instance, tagging="present")
        self.assertSnapshotted(instance)
        self.assertEqual(run.actions.count("CreateSnapshot"), 1)


class ARunThatWasKilled(CloudTestCase):
    def test_half_way_is_finished_by_the_next(self):
        instance = self.world.launch(volumes=5)
        creates = itertools.count(1)

        def kill_at_the_third(request: Request) -> None:
            if request.action == "CreateSnapshot" and next(creates) == 3:
                self.program.process.kill()

        self.server.intercept = kill_at_the_third
        killed = self.program.handle(launch(instance.id), SNAP_AND_TAG_CONCURRENT_CREATES="1")
        self.assertEqual(killed.status, -9)
        self.assertEqual(len(self.world.snapshots()), 3)
        self.assertEqual(self.world.tags(instance), {})

        run = self.program.handle(launch(instance.id))
        self.assertAgrees(self.assertDone(run), instance)
        self.assertSnapshotted(instance)
        self.assertEqual(run.actions.count("CreateSnapshot"), 2)

    def test_before_the_tag_is_finished_by_the_next(self):
        instance = self.world.launch(volumes=2)

        def kill_at_the_tag(request: Request) -> Refusal | None:
            if request.action != "CreateTags":
                return None
            self.program.process.kill()
            return Refusal("Unavailable", "Too late.", status=503)

        self.server.intercept = kill_at_the_tag
        self.assertEqual(self.program.handle(launch(instance.id)).status, -9)
        self.assertEqual(self.world.tags(instance), {})

        self.server.intercept = lambda request: None
        run = self.program.handle(launch(instance.id))
        self.assertAgrees(self.assertDone(run), instance)
        self.assertSnapshotted(instance)
        self.assertNotIn("CreateSnapshot", run.actions)


class ARefusal(CloudTestCase):
    def test_of_one_snapshot_keeps_the_others_and_leaves_the_tag_to_the_next_run(self):
        instance = self.world.launch(volumes=3)
        forbidden = instance.volumes["/dev/sdb"]
        refusal = Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.", status=403)
        self.server.intercept = lambda request: refusal if request.parameters.get("VolumeId") == forbidden else None
        run = self.program.handle(launch(instance.id))
        self.assertFailed(run, f"1 of 3 volumes of {instance.id} have no snapshot", forbidden)
        self.assertFailed(run, "UnauthorizedOperation", refusal.request_id)
        kept = self.world.snapshots()
        self.assertCountEqual(
            [one["VolumeId"] for one in kept], [instance.volumes["/dev/sda"], instance.volumes["/dev/sdc"]]
        )
        for snapshot in kept:
            self.assertFailed(run, f"{snapshot['VolumeId']} has {snapshot['SnapshotId']}")
        self.assertEqual(self.world.tags(instance), {})

        self.server.intercept = lambda request: None
        report = self.assertDone(self.program.handle(launch(instance.id)))
        self.assertAgrees(report, instance)
        self.assertSnapshotted(instance)

    def test_of_the_tag_is_told_with_the_snapshots_that_were_made(self):
        instance = self.world.launch(volumes=2)
        refusal = Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.", status=403)
        self.server.intercept = lambda request: refusal if request.action == "CreateTags" else None
        run = self.program.handle(launch(instance.id))
        self.assertFailed(run, f"Every volume of {instance.id} has its snapshot", refusal.code, refusal.request_id)
        self.assertEqual(len(self.world.snapshots()), 2)

    def test_to_describe_instances_costs_only_a_warning(self):
        instance = self.world.launch(volumes=2)
        refusal = Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.", status=403)
        self.server.intercept = lambda request: refusal if request.action == "DescribeInstances" else None
        run = self.program.handle(launch(instance.id))
        self.assertDone(run)
        self.assertIn("WARN", run.errors)
        self.server.intercept = lambda request: None
        self.assertSnapshotted(instance)

    def test_for_going_too_fast_is_overcome(self):
        instance = self.world.launch(volumes=3)
        refused = set()

        def throttle_each_action_once(request: Request) -> Refusal | None:
            if request.action in refused:
                return None
            refused.add(request.action)
            return Refusal("RequestLimitExceeded", "Request limit exceeded.", status=503)

        self.server.intercept = throttle_each_action_once
        run = self.program.handle(launch(instance.id))
        self.assertEqual(len(refused), 5)
        self.assertAgrees(self.assertDone(run), instance)
        self.assertSnapshotted(instance)


class AnAnswerThatIsLost(CloudTestCase):
    def test_after_the_snapshot_was_made_leads_to_no_second_one(self):
        instance = self.world.launch(volumes=2)
        lost = []

        def lose_the_first_create(request: Request) -> LostAnswer | None:
            if request.action != "CreateSnapshot" or lost:
                return None
            lost.append(request)
            return LostAnswer()

        self.server.intercept = lose_the_first_create
        run = self.program.handle(launch(instance.id))
        self.assertAgrees(self.assertDone(run), instance)
        self.assertSnapshotted(instance)
        self.assertEqual(run.actions.count("CreateSnapshot"), 2)
        self.assertEqual(len(lost), 1)
