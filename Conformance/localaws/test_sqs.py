"""Has boto3 use local-aws as SQS."""

import hashlib
import json
import threading
import time
import unittest
import urllib.parse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

from emulator import REGION, EmulatorTestCase
from metrics import sums

ACCOUNT = "111122223333"
NONEXISTENT = "AWS.SimpleQueueService.NonExistentQueue"


def arn(name):
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"


class QueueTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sqs = cls.client("sqs")

    def queue(self, name="jobs", **attributes):
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def attributes(self, url, *names):
        return self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(names or ["All"])).get("Attributes", {})


class Queues(QueueTestCase):
    def test_url_is_the_emulators_and_leads_back(self):
        url = self.queue()
        self.assertEqual(url, f"{self.url}/{ACCOUNT}/jobs")
        self.assertEqual(self.sqs.get_queue_url(QueueName="jobs")["QueueUrl"], url)
        self.assertEqual(self.attributes(url, "QueueArn"), {"QueueArn": arn("jobs")})

    def test_terraforms_attributes_come_back_unchanged(self):
        wanted = {
            "DelaySeconds": "0",
            "MaximumMessageSize": "262144",
            "MessageRetentionPeriod": "345600",
            "ReceiveMessageWaitTimeSeconds": "0",
            "SqsManagedSseEnabled": "true",
            "VisibilityTimeout": "30",
        }
        url = self.queue(**wanted)
        self.assertEqual(self.attributes(url) | wanted, self.attributes(url))
        policy = json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
        )
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        self.assertEqual(self.attributes(url, "Policy"), {"Policy": policy})
        self.assertEqual(self.attributes(url, "KmsMasterKeyId"), {})

    def test_queue_that_is_gone(self):
        url = self.queue()
        self.sqs.delete_queue(QueueUrl=url)
        self.assertRefused(NONEXISTENT, 400, self.sqs.get_queue_attributes, QueueUrl=url, AttributeNames=["All"])
        with self.assertRaises(self.sqs.exceptions.QueueDoesNotExist):
            self.sqs.get_queue_url(QueueName="jobs")

    def test_other_attributes_are_refused(self):
        self.queue(DelaySeconds="1")
        with self.assertRaises(self.sqs.exceptions.QueueNameExists):
            self.queue(DelaySeconds="2")
        self.assertRefused("QueueAlreadyExists", 400, self.queue, DelaySeconds="2")
        self.assertRefused("InvalidAttributeValue", 400, self.queue, name="other", DelaySeconds="901")
        self.assertRefused("InvalidAttributeName", 400, self.queue, name="other", Colour="red")

    def test_paginator(self):
        urls = [self.queue(f"q{number}") for number in range(5)]
        pages = list(self.sqs.get_paginator("list_queues").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["QueueUrls"]) for page in pages], [2, 2, 1])
        self.assertEqual([url for page in pages for url in page["QueueUrls"]], urls)
        self.assertNotIn("QueueUrls", self.sqs.list_queues(QueueNamePrefix="z"))

    def test_tags(self):
        url = self.sqs.create_queue(QueueName="jobs", tags={"a": "1"})["QueueUrl"]
        self.sqs.tag_queue(QueueUrl=url, Tags={"b": "2"})
        self.assertEqual(self.sqs.list_queue_tags(QueueUrl=url)["Tags"], {"a": "1", "b": "2"})
        self.sqs.untag_queue(QueueUrl=url, TagKeys=["a", "b"])
        self.assertNotIn("Tags", self.sqs.list_queue_tags(QueueUrl=url))

    def test_permissions(self):
        url = self.queue()
        self.sqs.add_permission(QueueUrl=url, Label="l", AWSAccountIds=["444455556666"], Actions=["SendMessage"])
        statement = json.loads(self.attributes(url, "Policy")["Policy"])["Statement"][0]
        self.assertEqual(statement["Sid"], "l")
        self.assertEqual(statement["Resource"], arn("jobs"))
        self.sqs.remove_permission(QueueUrl=url, Label="l")
        self.assertEqual(self.attributes(url, "Policy"), {})

    def test_purge(self):
        url = self.queue()
        self.sqs.send_message(QueueUrl=url, MessageBody="x")
        self.sqs.purge_queue(QueueUrl=url)
        self.assertEqual(self.attributes(url)["ApproximateNumberOfMessages"], "0")
        with self.assertRaises(self.sqs.exceptions.PurgeQueueInProgress):
            self.sqs.purge_queue(QueueUrl=url)
        self.advance(61)
        self.sqs.purge_queue(QueueUrl=url)


class Messages(QueueTestCase):
    def receive(self, url, **more):
        return self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], **more).get(
            "Messages", []
        )

    def test_round_trip(self):
        url = self.queue()
        attributes = {
            "text": {"DataType": "String", "StringValue": "ä"},
            "number": {"DataType": "Number.int", "StringValue": "1"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
        }
        sent = self.sqs.send_message(QueueUrl=url, MessageBody="héllo", MessageAttributes=attributes)
        self.assertEqual(sent["MD5OfMessageBody"], hashlib.md5("héllo".encode()).hexdigest())
        (message,) = self.receive(url, MessageAttributeNames=["All"])
        self.assertEqual(message["MessageId"], sent["MessageId"])
        self.assertEqual(message["Body"], "héllo")
        self.assertEqual(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        self.assertEqual(message["MessageAttributes"], attributes)
        self.assertEqual(message["Attributes"]["ApproximateReceiveCount"], "1")
        self.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
        (again,) = self.receive(url)
        self.assertEqual(again["Attributes"]["ApproximateReceiveCount"], "2")
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
        self.advance(60)
        self.assertEqual(self.receive(url), [])

    def test_batches(self):
        url = self.queue()
        entries = [{"Id": str(number), "MessageBody": f"m{number}"} for number in range(10)]
        self.assertEqual(len(self.sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]), 10)
        with self.assertRaises(self.sqs.exceptions.TooManyEntriesInBatchRequest):
            self.sqs.send_message_batch(QueueUrl=url, Entries=entries + [{"Id": "x", "MessageBody": "x"}])
        messages = self.receive(url)
        self.assertEqual([message["Body"] for message in messages], [f"m{number}" for number in range(10)])
        handles = [{"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages)]
        changes = [handle | {"VisibilityTimeout": 100} for handle in handles]
        self.assertEqual(len(self.sqs.change_message_visibility_batch(QueueUrl=url, Entries=changes)["Successful"]), 10)
        deleted = self.sqs.delete_message_batch(QueueUrl=url, Entries=handles[:9] + [{"Id": "x", "ReceiptHandle": "x"}])
        self.assertEqual(len(deleted["Successful"]), 9)
        self.assertEqual(deleted["Failed"][0]["Code"], "ReceiptHandleIsInvalid")
        self.assertEqual(self.attributes(url)["ApproximateNumberOfMessagesNotVisible"], "1")

    def test_long_poll_ends_when_a_message_comes(self):
        url = self.queue()
        timer = threading.Timer(0.3, self.sqs.send_message, kwargs={"QueueUrl": url, "MessageBody": "x"})
        timer.start()
        start = time.monotonic()
        messages = self.receive(url, WaitTimeSeconds=20)
        timer.join()
        self.assertEqual(len(messages), 1)
        self.assertLess(time.monotonic() - start, 10)
        self.assertEqual(self.receive(url, WaitTimeSeconds=1), [])

    def test_dead_letter_queue_and_back(self):
        dead = self.queue("dead")
        policy = json.dumps({"deadLetterTargetArn": arn("dead"), "maxReceiveCount": "1"})
        url = self.queue(RedrivePolicy=policy, VisibilityTimeout="0")
        self.assertEqual(self.attributes(url, "RedrivePolicy"), {"RedrivePolicy": policy})
        self.sqs.send_message(QueueUrl=url, MessageBody="poison")
        self.assertEqual(len(self.receive(url)), 1)
        self.assertEqual(self.receive(url), [])
        paginator = self.sqs.get_paginator("list_dead_letter_source_queues")
        self.assertEqual([url for page in paginator.paginate(QueueUrl=dead) for url in page["queueUrls"]], [url])
        (message,) = self.receive(dead, VisibilityTimeout=0)
        self.assertEqual(message["Attributes"]["DeadLetterQueueSourceArn"], arn("jobs"))
        handle = self.sqs.start_message_move_task(SourceArn=arn("dead"))["TaskHandle"]
        (task,) = self.sqs.list_message_move_tasks(SourceArn=arn("dead"))["Results"]
        self.assertEqual(task["Status"], "COMPLETED")
        with self.assertRaises(self.sqs.exceptions.UnsupportedOperation):
            self.sqs.cancel_message_move_task(TaskHandle=handle)
        self.assertEqual(len(self.receive(url)), 1)

    def test_moving_back_can_be_stopped(self):
        self.queue("dead")
        policy = json.dumps({"deadLetterTargetArn": arn("dead"), "maxReceiveCount": "1"})
        url = self.queue(RedrivePolicy=policy, VisibilityTimeout="0")
        for number in range(3):
            self.sqs.send_message(QueueUrl=url, MessageBody=str(number))
        for _ in range(2):
            self.receive(url)
        handle = self.sqs.start_message_move_task(
            SourceArn=arn("dead"), DestinationArn=arn("jobs"), MaxNumberOfMessagesPerSecond=1
        )["TaskHandle"]
        stopped = self.sqs.cancel_message_move_task(TaskHandle=handle)
        self.assertLess(stopped["ApproximateNumberOfMessagesMoved"], 3)
        self.advance(10)
        (task,) = self.sqs.list_message_move_tasks(SourceArn=arn("dead"))["Results"]
        self.assertEqual(task["Status"], "CANCELLED")

    def test_fifo(self):
        url = self.queue("jobs.fifo", FifoQueue="true", ContentBasedDeduplication="true")
        first = self.sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="g")
        second = self.sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="g")
        self.assertEqual(first["SequenceNumber"], second["SequenceNumber"])
        self.sqs.send_message(QueueUrl=url, MessageBody="2", MessageGroupId="g")
        self.assertEqual([message["Body"] for message in self.receive(url)], ["1", "2"])

    def test_size_limit(self):
        url = self.queue()
        self.sqs.send_message(QueueUrl=url, MessageBody="\n" * 1_048_576)
        self.assertRefused(
            "InvalidParameterValue", 400, self.sqs.send_message, QueueUrl=url, MessageBody="x" * 1_048_577
        )


class Metrics(QueueTestCase):
    def test_a_queue_tells_of_itself_each_minute_while_it_is_used(self):
        cloudwatch = self.client("cloudwatch")
        url = self.queue()

        def told(name):
            return sums(cloudwatch, "AWS/SQS", name, {"QueueName": "jobs"})

        self.next_minute()
        self.sqs.send_message(QueueUrl=url, MessageBody="one")
        self.sqs.send_message(QueueUrl=url, MessageBody="twice two")
        self.next_minute()
        (message,) = self.sqs.receive_message(QueueUrl=url, VisibilityTimeout=300)["Messages"]
        self.next_minute()
        self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        self.sqs.purge_queue(QueueUrl=url)
        self.advance(3_600)
        self.assertEqual(told("NumberOfMessagesSent"), [2, 0, 0, 0])
        self.assertEqual(told("NumberOfMessagesReceived"), [0, 1, 0, 0])
        self.assertEqual(told("NumberOfMessagesDeleted"), [0, 0, 1, 0])
        self.assertEqual(told("ApproximateNumberOfMessagesVisible"), [2, 1, 0, 0])
        self.assertEqual(told("SentMessageSize"), [12])

    def test_an_alarm_on_a_dead_letter_queue_rings(self):
        cloudwatch = self.client("cloudwatch")
        dead = self.queue("dead")
        policy = json.dumps({"deadLetterTargetArn": arn("dead"), "maxReceiveCount": "1"})
        url = self.queue(RedrivePolicy=policy, VisibilityTimeout="0")
        cloudwatch.put_metric_alarm(
            AlarmName="letters",
            Namespace="AWS/SQS",
            MetricName="ApproximateNumberOfMessagesVisible",
            Dimensions=[{"Name": "QueueName", "Value": "dead"}],
            Statistic="Maximum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=0,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="notBreaching",
        )
        self.sqs.send_message(QueueUrl=url, MessageBody="poison")
        for _ in range(2):
            self.sqs.receive_message(QueueUrl=url)
        self.advance(180)
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=["letters"])["MetricAlarms"]
        self.assertEqual(alarm["StateValue"], "ALARM")
        self.sqs.purge_queue(QueueUrl=dead)
        self.advance(600)
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=["letters"])["MetricAlarms"]
        self.assertEqual(alarm["StateValue"], "OK")


class QueryProtocol(QueueTestCase):
    """What clients of before 2023 send."""

    def call(self, action, path="/", **parameters):
        body = urllib.parse.urlencode({"Action": action, "Version": "2012-11-05", **parameters})
        request = AWSRequest(
            "POST",
            self.url + path,
            headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
            data=body,
        )
        SigV4Auth(Credentials("test", "test"), "sqs", REGION).add_auth(request)
        answer = URLLib3Session().send(request.prepare())
        return answer.status_code, answer.text

    def test_old_clients_are_served(self):
        status, text = self.call("CreateQueue", **{"QueueName": "old", "Attribute.1.Name": "DelaySeconds", "Attribute.1.Value": "0"})
        self.assertEqual(status, 200)
        self.assertIn(f"<QueueUrl>{self.url}/{ACCOUNT}/old</QueueUrl>", text)
        self.assertEqual(self.call("SendMessage", path=f"/{ACCOUNT}/old", MessageBody="a & b")[0], 200)
        _, text = self.call("ReceiveMessage", path=f"/{ACCOUNT}/old", **{"AttributeName.1": "All"})
        self.assertIn("<Body>a &amp; b</Body>", text)
        status, text = self.call("GetQueueUrl", QueueName="none")
        self.assertEqual(status, 400)
        self.assertIn(f"<Code>{NONEXISTENT}</Code>", text)


if __name__ == "__main__":
    unittest.main()
