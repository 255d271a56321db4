"""What the role needs for the key that the queues are encrypted with: UseTheKeyForQueues, and nothing less or more."""

import datetime

from botocore.exceptions import ClientError
from case import launch_event, policy
from emulator import REGION
from role_case import PROVEN_ELSEWHERE, REFUSED_CALLS, PolicyCase, actions, without

SID = "UseTheKeyForQueues"
KEY = f"arn:aws:kms:{REGION}:123456789012:key/11111111-2222-3333-4444-555555555555"
OTHER_KEY = f"arn:aws:kms:{REGION}:123456789012:key/99999999-2222-3333-4444-555555555555"
# By delivery: who sends makes a data key and looks at it, who receives decrypts.
KEY_ACTIONS = {"direct": ["kms:GenerateDataKey", "kms:Decrypt"], "queue": ["kms:Decrypt"]}
GROUPS = {"direct": "web", "queue": "api"}


class KeyCase(PolicyCase):
    """The tests of a deployment with a key, for each way of deployment to inherit.

    Each delivery's function is called as the delivery, and told of the launches of its group of GROUPS.
    """

    functions_deployed = {delivery: delivery for delivery in GROUPS}

    def setUp(self):
        super().setUp()
        self.addCleanup(self.functions.delete_function_concurrency, FunctionName="direct")

    def sources(self):
        """The queue at which each function's role needs the key."""
        return {"direct": "direct-failures", "queue": "queue-launches"}

    def counts(self, queue):
        """How many messages are there to be received, and how many somebody has received."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.queue_url(queue), AttributeNames=names)["Attributes"]
        return [int(found[name]) for name in names]

    def records_that_could_not_be_kept(self):
        """How many there were in all the cloud's time."""
        now = datetime.datetime.now(datetime.timezone.utc)
        points = self.cloudwatch.get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName="DestinationDeliveryFailures",
            Dimensions=[{"Name": "FunctionName", "Value": "direct"}],
            StartTime=now - datetime.timedelta(days=1),
            EndTime=now + datetime.timedelta(days=30),
            Period=86400,
            Statistics=["Sum"],
        )["Datapoints"]
        return sum(point["Sum"] for point in points)

    def fail_an_event(self):
        """Has the function that is called straight lose a launch, which goes to its failure queue at once."""
        self.functions.put_function_concurrency(FunctionName="direct", ReservedConcurrentExecutions=0)
        instance = self.scale_out(GROUPS["direct"])
        self.functions.delete_function_concurrency(FunctionName="direct")
        return instance

    # what is deployed

    def test_the_key_is_that_of_the_queues_the_topics_and_the_logs(self):
        for delivery, name, _ in self.each():
            with self.subTest(delivery=delivery):
                queues = [f"{name}-failures", *([f"{name}-launches"] if delivery == "queue" else [])]
                for queue in queues:
                    url = self.queue_url(queue)
                    found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
                    self.assertEqual(found["KmsMasterKeyId"], KEY, queue)
                topics = [t["TopicArn"] for t in self.sns.list_topics()["Topics"]]
                (topic,) = (t for t in topics if t.rsplit(":", 1)[1].startswith(name))
                attributes = self.sns.get_topic_attributes(TopicArn=topic)["Attributes"]
                self.assertEqual(attributes["KmsMasterKeyId"], KEY)
                (group,) = self.logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"]
                self.assertEqual(group["kmsKeyId"], KEY)

    def test_the_tests_know_every_statement_and_every_action(self):
        others = set(REFUSED_CALLS) | PROVEN_ELSEWHERE
        for delivery, _, document in self.each():
            with self.subTest(delivery=delivery):
                key = {(SID, action) for action in KEY_ACTIONS[delivery]}
                self.assertEqual(set(actions(document)) - others, key)

    # sufficient

    def test_with_the_whole_policy_launches_are_taken_and_failures_kept(self):
        for delivery in GROUPS:
            self.assertSnapshotted(self.scale_out(GROUPS[delivery]))
        self.wait_for("the empty queue", lambda: self.counts("queue-launches") == [0, 0])
        instance = self.fail_an_event()
        kept = self.wait_for("the record", lambda: self.advance(60) or self.received("direct-failures"))
        self.assertTrue(any(instance in record for record in kept))

    # needed

    def test_without_an_action_on_the_key_the_record_of_a_failure_is_lost_and_nothing_else_is(self):
        for action in (*KEY_ACTIONS["direct"], None):
            with self.subTest(action=action):
                self.put("direct", without(self.whole["direct"], SID, action))
                self.assertSnapshotted(self.scale_out(GROUPS["direct"]))
                before = self.records_that_could_not_be_kept(), self.counts("direct-failures")
                self.fail_an_event()
                self.wait_for(
                    "the record's loss",
                    lambda count=before[0]: self.advance(60) or self.records_that_could_not_be_kept() == count + 1,
                )
                self.assertEqual(self.counts("direct-failures"), before[1])

    def test_without_decrypt_no_launch_is_taken_from_the_queue_until_it_is_allowed(self):
        (mapping,) = self.functions.list_event_source_mappings(FunctionName="queue")["EventSourceMappings"]

        def result():
            return self.functions.get_event_source_mapping(UUID=mapping["UUID"]).get("LastProcessingResult")

        self.assertIsNone(result())
        self.put("queue", without(self.whole["queue"], SID))
        instance = self.scale_out(GROUPS["queue"])
        problem = self.wait_for("the refusal", result)
        self.assertIn(f"is not authorized to perform: kms:Decrypt on resource: {KEY} ", problem)
        self.advance(60)
        self.assertEqual(self.counts("queue-launches"), [1, 0])
        self.assertEqual(self.snapshots(instance), [])
        # The function itself does without: what it is handed, it handles.
        other = self.launch()
        self.assertIsNone(self.invoke("queue", launch_event(other))[0])
        self.assertEqual(self.tag(other), ["Created"])

        self.put("queue", self.whole["queue"])
        self.advance(60)
        self.assertSnapshotted(instance)
        self.assertIsNone(result())

    def test_what_is_refused_without_an_action_is_refused_by_its_name(self):
        for delivery, _, document in self.each():
            for action in KEY_ACTIONS[delivery]:
                with self.subTest(delivery=delivery, action=action):
                    sqs = self.outsider(without(document, SID, action))("sqs")
                    url = self.queue_url(self.sources()[delivery])
                    with self.assertRaises(ClientError) as caught:
                        if delivery == "direct":
                            sqs.send_message(QueueUrl=url, MessageBody="{}")
                        else:
                            sqs.receive_message(QueueUrl=url)
                    self.assertKeyRefused(caught.exception, action, KEY)
                    self.doCleanups()

    # no more than that

    def assertKeyRefused(self, error, action, key):
        self.assertEqual(error.response["Error"]["Code"], "KMS.AccessDeniedException")
        self.assertIn(f"is not authorized to perform: {action} on resource: {key} ", str(error))

    def test_the_role_uses_no_other_key_and_receives_only_where_it_does_not_send(self):
        everything = {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}
        for delivery, name, document in self.each():
            with self.subTest(delivery=delivery):
                sqs = self.outsider(policy(everything, *document["Statement"]))("sqs")
                attributes = {"KmsMasterKeyId": OTHER_KEY}
                other = self.sqs.create_queue(QueueName="other", Attributes=attributes)["QueueUrl"]
                self.addCleanup(self.sqs.delete_queue, QueueUrl=other)
                for call, parameters, action in (
                    (sqs.send_message, {"MessageBody": "{}"}, "kms:GenerateDataKey"),
                    (sqs.receive_message, {}, "kms:Decrypt"),
                ):
                    with self.assertRaises(ClientError) as caught:
                        call(QueueUrl=other, **parameters)
                    self.assertKeyRefused(caught.exception, action, OTHER_KEY)
                if delivery == "queue":
                    with self.assertRaises(ClientError) as caught:
                        sqs.send_message(QueueUrl=self.queue_url(f"{name}-failures"), MessageBody="{}")
                    self.assertKeyRefused(caught.exception, "kms:GenerateDataKey", KEY)
                self.doCleanups()
