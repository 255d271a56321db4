"""Deploy/sam/template.yaml in a cloud: the role, the chain, what becomes of failures, and the alarms."""

import datetime
import json
import unittest

import role_case
from case import DeployTestCase, launch_event
from role_case import without
from stack import Stack

ALARM_TOPIC = "on-call"


class TheRole(role_case.RoleCase):
    """The role of the translated template."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for delivery in ("direct", "queue"):
            Stack(cls.client, cls.zip.read_bytes(), cls.account, Name=delivery, Delivery=delivery).create()
            cls.functions_deployed = cls.functions_deployed | {delivery: delivery}


class TheStack(DeployTestCase):
    def setUp(self):
        super().setUp()
        self.alarm_topic = self.sns.create_topic(Name=ALARM_TOPIC)["TopicArn"]
        self.pager = self.sqs.create_queue(QueueName="pager")["QueueUrl"]
        pager = self.sqs.get_queue_attributes(QueueUrl=self.pager, AttributeNames=["QueueArn"])
        self.let_publish(self.pager, pager["Attributes"]["QueueArn"])
        self.sns.subscribe(
            TopicArn=self.alarm_topic,
            Protocol="sqs",
            Endpoint=pager["Attributes"]["QueueArn"],
            Attributes={"RawMessageDelivery": "true"},
        )

    def let_publish(self, url, arn):
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
        }
        document = {"Version": "2012-10-17", "Statement": [statement]}
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(document)})

    def deploy(self, name, **parameters):
        parameters = {"Name": name, "AlarmTopicArn": self.alarm_topic} | parameters
        return Stack(self.client, self.zip.read_bytes(), self.account, **parameters).create()

    def break_role(self, stack, sid="TagInstances"):
        """Takes a statement out of the role, so that the function fails. Returns how to put it back."""
        role, whole = stack.output("RoleName"), stack.role_policy()

        def put(document):
            self.iam.put_role_policy(RoleName=role, PolicyName="snapshots", PolicyDocument=json.dumps(document))

        put(without(whole, sid))
        return lambda: put(whole)

    def assertAlarms(self, *names):
        """The topic of the alarms is told of these, and of no other."""
        told = set()

        def all_are_told():
            self.advance(60)
            answer = self.sqs.receive_message(QueueUrl=self.pager, MaxNumberOfMessages=10)
            for message in answer.get("Messages", []):
                told.add(json.loads(message["Body"])["AlarmName"])
                self.sqs.delete_message(QueueUrl=self.pager, ReceiptHandle=message["ReceiptHandle"])
            return told >= set(names)

        self.wait_for(f"the alarms {names}", all_are_told)
        self.assertEqual(told, set(names))

    def cloud_time(self):
        return datetime.datetime.fromisoformat(self.control("GET", "clock")["now"])

    def set_mapping(self, function, enabled):
        """Has a function leave its queue alone, or go on with it."""
        (mapping,) = self.functions.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
        self.advance(10)
        self.functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)
        self.advance(10)

    # the chain

    def test_straight_each_volume_of_a_launched_instance_has_its_snapshot(self):
        stack = self.deploy("direct")
        self.make_group("web", stack.output("TopicArn"))
        self.assertSnapshotted(self.scale_out("web"))

    def test_through_the_queue_each_volume_of_a_launched_instance_has_its_snapshot(self):
        stack = self.deploy("queue", Delivery="queue", ReservedConcurrency="2")
        self.make_group("web", stack.output("TopicArn"))
        self.assertSnapshotted(self.scale_out("web"))
        counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]

        def is_empty():
            url = self.queue_url("queue-launches")
            found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=counts)["Attributes"]
            return set(found.values()) == {"0"}

        self.wait_for("the empty queue", is_empty)

    def test_a_topic_of_ones_own_is_left_as_it_is(self):
        topic = self.sns.create_topic(Name="existing")["TopicArn"]
        stack = self.deploy("direct", TopicArn=topic)
        self.assertEqual(stack.output("TopicArn"), topic)
        names = {t["TopicArn"].rsplit(":", 1)[1] for t in self.sns.list_topics()["Topics"]}
        self.assertEqual(names, {"existing", ALARM_TOPIC})
        self.make_group("web", topic)
        self.assertSnapshotted(self.scale_out("web"))

    def test_only_the_groups_that_are_named_are_snapshotted(self):
        for delivery in ("direct", "queue"):
            with self.subTest(delivery=delivery):
                self.setUp_again()
                stack = self.deploy("only", Delivery=delivery, OnlyGroups="web,api")
                for group in ("web", "api", "batch"):
                    self.make_group(group, stack.output("TopicArn"))
                left_alone = self.scale_out("batch")
                self.assertSnapshotted(self.scale_out("web"))
                self.assertSnapshotted(self.scale_out("api"))
                self.advance(30)
                self.assertEqual(self.snapshots(left_alone), [])

    def setUp_again(self):
        self.control("POST", "reset")
        self.setUp()

    def test_the_command_of_the_output_has_a_group_tell_the_topic(self):
        stack = self.deploy("direct")
        self.make_group("web")
        self.run_program(*stack.output("Notify").replace("GROUP", "web").split())
        self.assertSnapshotted(self.scale_out("web"))

    # failures

    def test_straight_an_event_that_fails_three_times_is_kept_and_told(self):
        stack = self.deploy("direct")
        self.make_group("web", stack.output("TopicArn"))
        repair = self.break_role(stack, "SnapshotVolumes")
        instance = self.scale_out("web")
        kept = self.wait_for("the record", lambda: self.advance(70) or self.received("direct-failures"))
        (record,) = map(json.loads, kept)
        self.assertEqual(record["requestContext"]["condition"], "RetriesExhausted")
        self.assertEqual(record["requestContext"]["approximateInvokeCount"], 3)
        self.assertIn(instance, json.dumps(record["requestPayload"]))
        self.assertEqual(self.tag(instance), [])
        self.assertAlarms(
            "direct-errors", "direct-dropped", "direct-snapshots-failed", "direct-instances-failed", "direct-failures"
        )

        # What is in the record is the event: by hand it is handled as if it had just come.
        repair()
        self.assertIsNone(self.invoke("direct", json.dumps(record["requestPayload"]))[0])
        self.assertSnapshotted(instance)

    def test_through_the_queue_a_message_that_fails_five_times_is_kept_and_the_others_of_its_batch_are_not(self):
        stack = self.deploy("queue", Delivery="queue")
        self.make_group("web", stack.output("TopicArn"))
        self.set_mapping("queue", enabled=False)
        instance = self.scale_out("web")
        unusable = json.dumps({"Event": "autoscaling:EC2_INSTANCE_LAUNCH", "EC2InstanceId": ""})
        self.sns.publish(TopicArn=stack.output("TopicArn"), Message=unusable)
        self.set_mapping("queue", enabled=True)
        self.assertSnapshotted(instance)

        kept = self.wait_for("the message", lambda: self.advance(361) or self.received("queue-failures"))
        (message,) = map(json.loads, kept)
        self.assertEqual(message["Message"], unusable)

    def test_through_the_queue_a_launch_that_fails_is_told_within_minutes(self):
        stack = self.deploy("queue", Delivery="queue")
        self.make_group("web", stack.output("TopicArn"))
        self.break_role(stack)
        began = self.cloud_time()
        instance = self.scale_out("web")
        self.assertAlarms("queue-instances-failed")
        self.assertLess(self.cloud_time() - began, datetime.timedelta(minutes=10))
        self.assertEqual(self.tag(instance), [])

    def test_through_the_queue_a_message_that_cant_be_used_is_told_within_minutes(self):
        stack = self.deploy("queue", Delivery="queue")
        unusable = json.dumps({"Event": "autoscaling:EC2_INSTANCE_LAUNCH", "EC2InstanceId": ""})
        began = self.cloud_time()
        self.sns.publish(TopicArn=stack.output("TopicArn"), Message=unusable)
        self.assertAlarms("queue-messages-rejected")
        self.assertLess(self.cloud_time() - began, datetime.timedelta(minutes=10))

    def test_a_notification_that_may_not_call_the_function_is_kept(self):
        stack = self.deploy("direct")
        self.make_group("web", stack.output("TopicArn"))
        self.functions.remove_permission(FunctionName="direct", StatementId="launches")
        instance = self.scale_out("web")
        kept = self.wait_for("the notification", lambda: self.advance(60) or self.received("direct-failures"))
        self.assertTrue(any(instance in message for message in kept))

    def test_a_message_among_the_failures_sets_off_the_alarm(self):
        self.deploy("direct")
        self.sqs.send_message(QueueUrl=self.queue_url("direct-failures"), MessageBody="{}")
        self.assertAlarms("direct-failures")

    def test_launches_that_nobody_takes_set_off_the_alarm(self):
        stack = self.deploy("queue", Delivery="queue")
        self.make_group("web", stack.output("TopicArn"))
        self.set_mapping("queue", enabled=False)
        self.scale_out("web")
        self.advance(1000)
        self.assertAlarms("queue-waiting")

    def test_a_record_that_the_role_may_not_keep_sets_off_the_alarm(self):
        stack = self.deploy("direct")
        self.make_group("web", stack.output("TopicArn"))
        self.break_role(stack, "KeepFailures")
        self.functions.put_function_concurrency(FunctionName="direct", ReservedConcurrentExecutions=0)
        self.scale_out("web")
        self.assertAlarms("direct-lost", "direct-dropped")

    def test_in_quiet_times_no_alarm_goes_off(self):
        for delivery in ("direct", "queue"):
            stack = self.deploy(delivery, Delivery=delivery)
            self.make_group(delivery, stack.output("TopicArn"))
            self.assertSnapshotted(self.scale_out(delivery))
            self.assertIsNone(self.invoke(delivery, launch_event(self.launch()))[0])
        for _ in range(10):
            self.advance(60)
        states = {a["AlarmName"]: a["StateValue"] for a in self.cloudwatch.describe_alarms()["MetricAlarms"]}
        self.assertEqual(len(states), 13)
        self.assertEqual(set(states.values()), {"OK"}, states)


if __name__ == "__main__":
    unittest.main()
