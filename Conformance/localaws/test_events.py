"""boto3 as the client of local-aws: every action of EventBridge, and what reaches a queue."""

import json
import unittest

from emulator import EmulatorTestCase
from metrics import sums

LAUNCHED = {"source": ["shop"], "detail": {"price": [{"numeric": [">", 10]}]}}


class EventsTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = cls.client("events")
        cls.sqs = cls.client("sqs")

    def queue(self, name="q"):
        """A queue that EventBridge may send to: its address and its ARN."""
        url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        policy = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
            "Resource": arn}]}
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        return url, arn

    def received(self, url):
        bodies = []
        while messages := self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                bodies.append(message["Body"])
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    def put(self, **detail):
        answer = self.events.put_events(
            Entries=[{"Source": "shop", "DetailType": "sold", "Detail": json.dumps(detail)}]
        )
        self.assertEqual(answer["FailedEntryCount"], 0)
        return answer["Entries"][0]["EventId"]


class Rules(EventsTestCase):
    def test_life_of_a_rule(self):
        _, queue = self.queue()
        put = self.events.put_rule(
            Name="r", EventPattern=json.dumps(LAUNCHED), Description="d", Tags=[{"Key": "k", "Value": "v"}]
        )
        self.assertRegex(put["RuleArn"], r"^arn:aws:events:eu-west-1:\d{12}:rule/r$")
        rule = self.events.describe_rule(Name="r")
        self.assertEqual((rule["State"], rule["EventBusName"], rule["Description"]), ("ENABLED", "default", "d"))
        answer = self.events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": queue, "InputPath": "$.detail"}])
        self.assertEqual(answer["FailedEntryCount"], 0)
        self.assertEqual(
            self.events.list_targets_by_rule(Rule="r")["Targets"], [{"Id": "1", "Arn": queue, "InputPath": "$.detail"}]
        )
        self.assertEqual(self.events.list_rule_names_by_target(TargetArn=queue)["RuleNames"], ["r"])
        self.events.disable_rule(Name="r")
        self.assertEqual(self.events.describe_rule(Name="r")["State"], "DISABLED")
        self.events.enable_rule(Name="r")
        self.assertRefused("ValidationException", 400, self.events.delete_rule, Name="r")
        self.assertEqual(self.events.remove_targets(Rule="r", Ids=["1"])["FailedEntryCount"], 0)
        self.events.delete_rule(Name="r")
        self.assertRefused("ResourceNotFoundException", 400, self.events.describe_rule, Name="r")

    def test_paginators_tags_and_buses(self):
        for number in range(5):
            self.events.put_rule(Name=f"r{number}", ScheduleExpression="rate(1 hour)")
        pages = self.events.get_paginator("list_rules").paginate(NamePrefix="r", PaginationConfig={"PageSize": 2})
        self.assertEqual([len(page["Rules"]) for page in pages], [2, 2, 1])
        arn = self.events.describe_rule(Name="r0")["Arn"]
        self.events.tag_resource(ResourceARN=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}])
        self.events.untag_resource(ResourceARN=arn, TagKeys=["a"])
        self.assertEqual(self.events.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "b", "Value": ""}])
        self.assertEqual([bus["Name"] for bus in self.events.list_event_buses()["EventBuses"]], ["default"])
        self.assertRegex(self.events.describe_event_bus()["Arn"], r":event-bus/default$")

    def test_patterns(self):
        event = json.dumps({
            "id": "1", "account": "1", "source": "shop", "time": "2026-01-15T12:00:00Z", "region": "eu-west-1",
            "resources": [], "detail-type": "sold", "detail": {"price": 11}})
        test = self.events.test_event_pattern
        self.assertTrue(test(EventPattern=json.dumps(LAUNCHED), Event=event)["Result"])
        self.assertFalse(test(EventPattern='{"source":[{"prefix":"x"}]}', Event=event)["Result"])
        self.assertRefused(
            "InvalidEventPatternException", 400, test, EventPattern='{"source":"shop"}', Event=event
        )

    def test_refusals(self):
        self.assertRefused("ValidationException", 400, self.events.put_rule, Name="r")
        self.assertRefused(
            "ValidationException", 400, self.events.put_rule, Name="r", ScheduleExpression="rate(1 minutes)"
        )
        self.assertRefused(
            "ResourceNotFoundException", 400, self.events.put_targets,
            Rule="none", Targets=[{"Id": "1", "Arn": "arn:aws:sqs:eu-west-1:111122223333:q"}],
        )
        failed = self.events.put_events(Entries=[{"Source": "shop", "DetailType": "t", "Detail": "no JSON"}])
        self.assertEqual(failed["FailedEntryCount"], 1)
        self.assertEqual(failed["Entries"][0]["ErrorCode"], "MalformedDetail")


class Deliveries(EventsTestCase):
    def test_events_that_match_reach_their_targets(self):
        plain, plain_arn = self.queue("plain")
        made, made_arn = self.queue("made")
        self.events.put_rule(Name="r", EventPattern=json.dumps(LAUNCHED))
        self.events.put_targets(Rule="r", Targets=[
            {"Id": "1", "Arn": plain_arn},
            {"Id": "2", "Arn": made_arn, "InputTransformer": {
                "InputPathsMap": {"item": "$.detail.item", "price": "$.detail.price"},
                "InputTemplate": '{"text": "<item> for <price>", "rule": "<aws.events.rule-name>"}'}},
        ])
        identifier = self.put(item="book", price=12)
        self.put(item="pen", price=2)
        events = [json.loads(body) for body in self.received(plain)]
        self.assertEqual([event["id"] for event in events], [identifier])
        self.assertEqual(events[0]["detail"], {"item": "book", "price": 12})
        self.assertEqual(events[0]["detail-type"], "sold")
        self.assertEqual(
            [json.loads(body) for body in self.received(made)], [{"text": "book for 12", "rule": "r"}]
        )

    def test_a_target_that_refuses(self):
        letters, letters_arn = self.queue("letters")
        self.events.put_rule(Name="r", EventPattern='{"source":["shop"]}')
        self.events.put_targets(Rule="r", Targets=[{
            "Id": "1", "Arn": "arn:aws:sqs:eu-west-1:111122223333:nowhere", "DeadLetterConfig": {"Arn": letters_arn}}])
        self.put(item="book")
        self.assertEqual(len(self.received(letters)), 1)

    def test_rules_are_counted(self):
        cloudwatch = self.client("cloudwatch")
        _, good = self.queue()
        self.events.put_rule(Name="r", EventPattern='{"source":["shop"]}')
        self.events.put_targets(Rule="r", Targets=[
            {"Id": "1", "Arn": good}, {"Id": "2", "Arn": "arn:aws:sqs:eu-west-1:111122223333:nowhere"}])
        self.put(item="book")
        counts = {
            name: sum(sums(cloudwatch, "AWS/Events", name, {"RuleName": "r"}))
            for name in ("MatchedEvents", "TriggeredRules", "Invocations", "FailedInvocations")
        }
        self.assertEqual(
            counts, {"MatchedEvents": 1, "TriggeredRules": 1, "Invocations": 2, "FailedInvocations": 1}
        )

    def test_schedules(self):
        queue, arn = self.queue()
        self.events.put_rule(Name="often", ScheduleExpression="rate(5 minutes)")
        self.events.put_targets(Rule="often", Targets=[{"Id": "1", "Arn": arn}])
        self.events.put_rule(Name="daily", ScheduleExpression="cron(0 12 * * ? *)")
        self.events.put_targets(Rule="daily", Targets=[{"Id": "1", "Arn": arn, "Input": '{"daily":true}'}])
        self.advance(900)
        events = [json.loads(body) for body in self.received(queue)]
        often = [event for event in events if event.get("detail-type") == "Scheduled Event"]
        self.assertEqual(len(often), 3)
        self.assertEqual(often[0]["source"], "aws.events")
        self.assertRegex(often[0]["resources"][0], r":rule/often$")
        self.advance(86_400)
        bodies = self.received(queue)
        self.assertIn('{"daily":true}', bodies)

    def test_alarms_are_events(self):
        queue, arn = self.queue()
        self.events.put_rule(Name="alarms", EventPattern='{"source":["aws.cloudwatch"]}')
        self.events.put_targets(Rule="alarms", Targets=[{"Id": "1", "Arn": arn}])
        cloudwatch = self.client("cloudwatch")
        cloudwatch.put_metric_alarm(
            AlarmName="a", Namespace="N", MetricName="m", Statistic="Sum", Period=60, EvaluationPeriods=1,
            Threshold=1, ComparisonOperator="GreaterThanThreshold",
        )
        cloudwatch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="drill")
        events = [json.loads(body) for body in self.received(queue)]
        self.assertEqual(events[0]["detail-type"], "CloudWatch Alarm State Change")
        self.assertEqual(events[0]["detail"]["state"]["value"], "ALARM")


if __name__ == "__main__":
    unittest.main()
