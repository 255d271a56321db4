"""Has boto3 use local-aws as SNS."""

import http.server
import json
import queue
import threading
import unittest
import urllib.request

from emulator import REGION, EmulatorTestCase

ACCOUNT = "111122223333"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:events"


class TopicTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sns = cls.client("sns")
        cls.sqs = cls.client("sqs")

    def topic(self, name="events", **more):
        return self.sns.create_topic(Name=name, **more)["TopicArn"]

    def attributes(self, arn):
        return self.sns.get_topic_attributes(TopicArn=arn)["Attributes"]

    def queue(self, name="jobs", topic=TOPIC, **attributes):
        """A queue that the topic may send to, with its URL and ARN."""
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "sns.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": "*",
                    "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
                }
            ],
        }
        url = self.sqs.create_queue(QueueName=name, Attributes={"Policy": json.dumps(policy), **attributes})["QueueUrl"]
        return url, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def messages(self, url, seconds=5):
        return self.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=seconds, MessageAttributeNames=["All"]
        ).get("Messages", [])


class Topics(TopicTestCase):
    def test_what_terraform_does(self):
        arn = self.topic(Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(arn, TOPIC)
        for protocol in ["Application", "Firehose", "HTTP", "Lambda", "SQS"]:
            self.sns.set_topic_attributes(
                TopicArn=arn, AttributeName=f"{protocol}SuccessFeedbackSampleRate", AttributeValue="0"
            )
        self.sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Launches")
        attributes = self.attributes(arn)
        self.assertEqual(attributes["DisplayName"], "Launches")
        self.assertEqual(attributes["SQSSuccessFeedbackSampleRate"], "0")
        statement = json.loads(attributes["Policy"])["Statement"][0]
        self.assertEqual(statement["Principal"], {"AWS": "*"})
        self.assertEqual(len(statement["Action"]), 8)
        retry = json.loads(attributes["EffectiveDeliveryPolicy"])["http"]["defaultHealthyRetryPolicy"]
        self.assertEqual(retry["minDelayTarget"], 20)
        self.assertEqual(self.sns.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "a", "Value": "b"}])
        self.sns.delete_topic(TopicArn=arn)
        self.assertRefused("NotFound", 404, self.sns.get_topic_attributes, TopicArn=arn)
        self.assertRefused("ResourceNotFound", 404, self.sns.list_tags_for_resource, ResourceArn=arn)

    def test_paginator(self):
        names = [f"t{number}" for number in range(100, 205)]
        for name in names:
            self.topic(name)
        pages = list(self.sns.get_paginator("list_topics").paginate())
        self.assertEqual([len(page["Topics"]) for page in pages], [100, 5])

    def test_tags_and_permissions(self):
        arn = self.topic()
        self.sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}])
        self.sns.untag_resource(ResourceArn=arn, TagKeys=["a"])
        self.assertEqual(self.sns.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "b", "Value": ""}])
        self.sns.add_permission(TopicArn=arn, Label="l", AWSAccountId=["444455556666"], ActionName=["Publish"])
        self.assertIn("444455556666", self.attributes(arn)["Policy"])
        self.sns.remove_permission(TopicArn=arn, Label="l")
        self.assertNotIn("444455556666", self.attributes(arn)["Policy"])

    def test_phones_are_refused(self):
        self.assertRefused("InvalidParameter", 400, self.sns.publish, PhoneNumber="+491", Message="x")
        self.assertRefused("InvalidAction", 400, self.sns.list_platform_applications)


class Subscriptions(TopicTestCase):
    def test_what_terraform_does(self):
        topic = self.topic()
        _, queue_arn = self.queue()
        redrive = json.dumps({"deadLetterTargetArn": queue_arn})
        arn = self.sns.subscribe(
            TopicArn=topic,
            Protocol="lambda",
            Endpoint=f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:snap",
            Attributes={"RedrivePolicy": redrive},
            ReturnSubscriptionArn=True,
        )["SubscriptionArn"]
        attributes = self.sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        self.assertEqual(attributes["PendingConfirmation"], "false")
        self.assertEqual(attributes["RedrivePolicy"], redrive)
        listed = self.sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        self.assertEqual([subscription["SubscriptionArn"] for subscription in listed], [arn])
        self.sns.unsubscribe(SubscriptionArn=arn)
        self.assertRefused("NotFound", 404, self.sns.get_subscription_attributes, SubscriptionArn=arn)
        self.assertEqual(self.attributes(topic)["SubscriptionsDeleted"], "1")

    def test_attributes_are_set_and_taken_away(self):
        topic = self.topic()
        _, queue_arn = self.queue()
        arn = self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)["SubscriptionArn"]
        policy = json.dumps({"a": ["b"]})
        self.sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName="FilterPolicy", AttributeValue=policy)
        attributes = self.sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        self.assertEqual(attributes["FilterPolicy"], policy)
        self.assertEqual(attributes["FilterPolicyScope"], "MessageAttributes")
        self.sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName="FilterPolicy", AttributeValue="")
        self.assertNotIn("FilterPolicy", self.sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"])

    def test_paginators(self):
        topic = self.topic()
        for number in range(103):
            self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:q{number}")
        for name, parameters in [("list_subscriptions", {}), ("list_subscriptions_by_topic", {"TopicArn": topic})]:
            pages = list(self.sns.get_paginator(name).paginate(**parameters))
            self.assertEqual([len(page["Subscriptions"]) for page in pages], [100, 3])
            self.assertEqual(pages[1]["Subscriptions"][2]["Endpoint"].split(":")[-1], "q102")

    def test_mail_waits_for_its_reader(self):
        topic = self.topic()
        answer = self.sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.org")
        self.assertEqual(answer["SubscriptionArn"], "pending confirmation")
        self.assertEqual(self.attributes(topic)["SubscriptionsPending"], "1")
        self.assertRefused("InvalidParameter", 400, self.sns.confirm_subscription, TopicArn=topic, Token="x")


class Deliveries(TopicTestCase):
    def test_envelope_and_raw(self):
        topic = self.topic()
        (enveloped, enveloped_arn), (raw, raw_arn) = self.queue("enveloped"), self.queue("raw")
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=enveloped_arn)
        self.sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=raw_arn, Attributes={"RawMessageDelivery": "true"}
        )
        published = self.sns.publish(
            TopicArn=topic,
            Subject="s",
            Message="m",
            MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}},
        )
        (message,) = self.messages(enveloped)
        envelope = json.loads(message["Body"])
        self.assertEqual(envelope["MessageId"], published["MessageId"])
        self.assertEqual((envelope["Subject"], envelope["Message"]), ("s", "m"))
        self.assertEqual(envelope["MessageAttributes"], {"n": {"Type": "Number", "Value": "1"}})
        (message,) = self.messages(raw)
        self.assertEqual(message["Body"], "m")
        self.assertEqual(message["MessageAttributes"], {"n": {"DataType": "Number", "StringValue": "1"}})

    def test_batch(self):
        topic = self.topic()
        url, arn = self.queue()
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        entries = [{"Id": str(number), "Message": f"m{number}"} for number in range(3)]
        answer = self.sns.publish_batch(
            TopicArn=topic,
            PublishBatchRequestEntries=entries + [{"Id": "bad", "Message": "x", "Subject": "ä"}],
        )
        self.assertEqual([success["Id"] for success in answer["Successful"]], ["0", "1", "2"])
        self.assertEqual([failure["Id"] for failure in answer["Failed"]], ["bad"])
        self.assertEqual(len(self.messages(url)), 3)

    def test_filter_on_the_body(self):
        topic = self.topic()
        url, arn = self.queue()
        self.sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=arn,
            Attributes={
                "FilterPolicy": json.dumps({"Event": ["autoscaling:EC2_INSTANCE_LAUNCH"]}),
                "FilterPolicyScope": "MessageBody",
                "RawMessageDelivery": "true",
            },
        )
        for event in ["TEST_NOTIFICATION", "EC2_INSTANCE_LAUNCH"]:
            self.sns.publish(TopicArn=topic, Message=json.dumps({"Event": f"autoscaling:{event}"}))
        self.assertEqual([json.loads(m["Body"])["Event"] for m in self.messages(url)], ["autoscaling:EC2_INSTANCE_LAUNCH"])

    def test_fifo(self):
        topic = self.topic("events.fifo", Attributes={"FifoTopic": "true"})
        url, arn = self.queue("jobs.fifo", topic, FifoQueue="true")
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
        for number in [1, 1, 2]:
            answer = self.sns.publish(
                TopicArn=topic, Message=f"m{number}", MessageGroupId="g", MessageDeduplicationId=f"d{number}"
            )
        self.assertRegex(answer["SequenceNumber"], r"^\d{20}$")
        self.assertEqual([message["Body"] for message in self.messages(url)], ["m1", "m2"])


class HTTPSubscriber(TopicTestCase):
    def setUp(self):
        super().setUp()
        posts = self.posts = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.end_headers()
                posts.put((self.headers, body.decode()))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def test_is_asked_visits_the_link_and_gets_messages(self):
        topic = self.topic()
        self.sns.subscribe(
            TopicArn=topic, Protocol="http", Endpoint=f"http://127.0.0.1:{self.server.server_port}/hook"
        )
        headers, body = self.posts.get(timeout=10)
        self.assertEqual(headers["x-amz-sns-message-type"], "SubscriptionConfirmation")
        with urllib.request.urlopen(json.loads(body)["SubscribeURL"], timeout=10) as answer:
            self.assertIn(b"<SubscriptionArn>", answer.read())
        self.sns.publish(TopicArn=topic, Message="hello")
        headers, body = self.posts.get(timeout=10)
        self.assertEqual(headers["x-amz-sns-message-type"], "Notification")
        self.assertEqual(json.loads(body)["Message"], "hello")
        with urllib.request.urlopen(json.loads(body)["UnsubscribeURL"], timeout=10):
            pass
        self.assertEqual(self.attributes(topic)["SubscriptionsConfirmed"], "0")

    def test_can_be_confirmed_by_a_call(self):
        topic = self.topic()
        endpoint = f"http://127.0.0.1:{self.server.server_port}/raw"
        self.sns.subscribe(
            TopicArn=topic, Protocol="http", Endpoint=endpoint, Attributes={"RawMessageDelivery": "true"}
        )
        _, body = self.posts.get(timeout=10)
        answer = self.sns.confirm_subscription(TopicArn=topic, Token=json.loads(body)["Token"])
        self.assertTrue(answer["SubscriptionArn"].startswith(topic))
        self.sns.publish(TopicArn=topic, Message="hello")
        headers, body = self.posts.get(timeout=10)
        self.assertEqual((headers["x-amz-sns-rawdelivery"], body), ("true", "hello"))

    def test_elsewhere_is_refused(self):
        topic = self.topic()
        self.assertRefused(
            "InvalidParameter", 400, self.sns.subscribe, TopicArn=topic, Protocol="http", Endpoint="http://example.org/"
        )


if __name__ == "__main__":
    unittest.main()
