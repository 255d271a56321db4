from case import CloudTestCase
from events import FIXTURES, FOREIGN, LIFECYCLE, MIXED, UNREADABLE, UNUSABLE, event, launch


class AnEventThatAnnouncesNoLaunch(CloudTestCase):
    def test_leaves_no_trace_and_succeeds(self):
        instance = self.world.launch(volumes=2)
        before = self.world.picture()
        for name in FOREIGN + LIFECYCLE:
            with self.subTest(name):
                run = self.program.handle(event(name, instance.id))
                report = self.assertDone(run)
                self.assertEqual(report["outcome"], "ignored")
                self.assertTrue(report["reason"])
                self.assertEqual(run.requests, [])
        self.assertEqual(self.world.picture(), before)

    def test_needs_no_credentials(self):
        run = self.program.handle(
            event("test-notification", "i-0123456789abcdef0"), AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None
        )
        self.assertEqual(self.assertDone(run)["outcome"], "ignored")


class ALaunchWithoutAUsableInstance(CloudTestCase):
    def test_fails_with_its_reason_and_without_a_call(self):
        instance = self.world.launch(volumes=2)
        before = self.world.picture()
        for name in UNUSABLE:
            with self.subTest(name):
                run = self.program.handle(event(name, instance.id))
                self.assertFailed(run, "announces a launch", "EC2InstanceId", "Nothing was done.")
                self.assertEqual(run.requests, [])
        self.assertEqual(self.world.picture(), before)

    def test_that_can_not_be_read_fails_with_the_reason_and_without_a_call(self):
        instance = self.world.launch(volumes=2)
        before = self.world.picture()
        for name in UNREADABLE:
            with self.subTest(name):
                run = self.program.handle(event(name, instance.id))
                self.assertFailed(run, "announces a launch", "isn't JSON", "Nothing was done.")
                self.assertEqual(run.requests, [])
        self.assertEqual(self.world.picture(), before)

    def test_never_becomes_a_question_about_every_volume(self):
        self.world.launch(volumes=2)
        one = "i-0123456789abcdef0"
        for instance_id in ("", "i-", "*", "i-*", one.upper(), f"{one},i-*", f" {one}", "vol-0123456789abcdef0"):
            with self.subTest(instance_id):
                document = launch(one).replace(one.encode(), instance_id.encode())
                run = self.program.handle(document)
                self.assertFailed(run, "EC2InstanceId")
                self.assertEqual(run.requests, [])


class ABatchThatIsGoodInPart(CloudTestCase):
    def test_has_its_good_part_done_and_fails(self):
        (name,) = MIXED
        instance = self.world.launch(volumes=2)
        run = self.program.handle(event(name, instance.id))
        self.assertFailed(run, "i-not-hex")
        self.assertSnapshotted(instance)

    def test_tells_the_queue_which_messages_failed_if_the_mapping_understands(self):
        (name,) = MIXED
        instance = self.world.launch(volumes=2)
        run = self.program.handle(event(name, instance.id), SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES="true")
        report = self.assertDone(run)
        self.assertEqual(len(report["batchItemFailures"]), 1)
        outcomes = [record["outcome"] for record in report["records"]]
        self.assertEqual(outcomes, ["ignored", "rejected", "done"])
        self.assertAgrees(report["records"][2], instance)
        self.assertSnapshotted(instance)


class AnEventThatIsNotOne(CloudTestCase):
    def test_fails_with_its_reason_and_without_a_call(self):
        paths = [path for path in (FIXTURES / "bad-events").iterdir() if path.suffix != ".md"]
        self.assertGreater(len(paths), 4)
        for path in paths:
            with self.subTest(path.name):
                run = self.program.handle(path.read_bytes(), through="file")
                self.assertFailed(run, "Nothing was done.")
                self.assertEqual(run.requests, [])

    def test_is_named_when_its_file_is_missing(self):
        run = self.program.run("/nonexistent/event.json")
        self.assertFailed(run, "/nonexistent/event.json", "No such file")

    def test_is_refused_when_it_is_larger_than_lambda_hands_over(self):
        for through in ("-", "file"):
            with self.subTest(through):
                run = self.program.handle(b" " * 7_000_000 + b"{}", through=through)
                self.assertFailed(run)
                self.assertEqual(run.requests, [])


class TheCommandLine(CloudTestCase):
    def test_explains_itself(self):
        for option in ("--help", "-h"):
            run = self.program.run(option)
            self.assertEqual((run.status, run.errors), (0, ""))
            self.assertTrue(run.output.startswith("usage: bootstrap EVENT.json"))
        self.assertRegex(self.program.run("--version").output, r"^snap-and-tag \d+\.\d+\.\d+\n$")

    def test_is_refused_with_the_usage_when_it_makes_no_sense(self):
        for arguments in ([], ["a.json", "b.json"], ["--frobnicate"]):
            with self.subTest(arguments):
                run = self.program.run(*arguments)
                self.assertEqual((run.status, run.output), (64, ""))
                self.assertIn("usage: bootstrap", run.errors)
