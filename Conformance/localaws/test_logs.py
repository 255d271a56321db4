"""boto3 as the client of local-aws: every action of CloudWatch Logs, its paginators and error codes."""

import time
import unittest

from emulator import EmulatorTestCase


def now():
    return int(time.time() * 1000)


class LogsTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.logs = cls.client("logs")

    def stream(self, name="s", group="/aws/lambda/f"):
        existing = {g["logGroupName"] for g in self.logs.describe_log_groups()["logGroups"]}
        if group not in existing:
            self.logs.create_log_group(logGroupName=group)
        self.logs.create_log_stream(logGroupName=group, logStreamName=name)

    def put(self, *messages, stream="s", group="/aws/lambda/f", start=None):
        start = start or now()
        events = [{"timestamp": start + index, "message": text} for index, text in enumerate(messages)]
        return self.logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)


class Groups(LogsTestCase):
    def test_life_of_a_group(self):
        self.logs.create_log_group(logGroupName="/a/b", tags={"team": "x"}, logGroupClass="STANDARD")
        self.logs.put_retention_policy(logGroupName="/a/b", retentionInDays=30)
        group = self.logs.describe_log_groups(logGroupNamePrefix="/a")["logGroups"][0]
        self.assertEqual(group["retentionInDays"], 30)
        self.assertEqual(group["arn"], group["logGroupArn"] + ":*")
        self.assertEqual(group["storedBytes"], 0)
        self.assertAlmostEqual(group["creationTime"], now(), delta=60_000)
        self.logs.delete_retention_policy(logGroupName="/a/b")
        self.assertNotIn("retentionInDays", self.logs.describe_log_groups()["logGroups"][0])
        self.logs.delete_log_group(logGroupName="/a/b")
        self.assertEqual(self.logs.describe_log_groups()["logGroups"], [])

    def test_paginator(self):
        for number in range(7):
            self.logs.create_log_group(logGroupName=f"/g{number}")
        pages = self.logs.get_paginator("describe_log_groups").paginate(PaginationConfig={"PageSize": 3})
        names = [[g["logGroupName"] for g in page["logGroups"]] for page in pages]
        self.assertEqual(names, [["/g0", "/g1", "/g2"], ["/g3", "/g4", "/g5"], ["/g6"]])
        found = self.logs.describe_log_groups(logGroupNamePattern="g5")["logGroups"]
        self.assertEqual([g["logGroupName"] for g in found], ["/g5"])

    def test_key(self):
        first, second = (f"arn:aws:kms:eu-west-1:123456789012:key/{number}" for number in (1, 2))

        def key():
            return self.logs.describe_log_groups()["logGroups"][0].get("kmsKeyId")

        self.logs.create_log_group(logGroupName="/g", kmsKeyId=first)
        self.assertEqual(key(), first)
        self.logs.associate_kms_key(logGroupName="/g", kmsKeyId=second)
        self.assertEqual(key(), second)
        self.logs.disassociate_kms_key(logGroupName="/g")
        self.assertIsNone(key())

    def test_tags_new_and_old(self):
        self.logs.create_log_group(logGroupName="/g", tags={"a": "1"})
        arn = self.logs.describe_log_groups()["logGroups"][0]["logGroupArn"]
        self.logs.tag_resource(resourceArn=arn, tags={"b": "2"})
        self.logs.tag_log_group(logGroupName="/g", tags={"c": "3"})
        self.assertEqual(self.logs.list_tags_for_resource(resourceArn=arn)["tags"], {"a": "1", "b": "2", "c": "3"})
        self.logs.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.logs.untag_log_group(logGroupName="/g", tags=["b"])
        self.assertEqual(self.logs.list_tags_log_group(logGroupName="/g")["tags"], {"c": "3"})

    def test_refusals(self):
        self.logs.create_log_group(logGroupName="/g")
        refused = self.assertRefused
        refused("ResourceAlreadyExistsException", 400, self.logs.create_log_group, logGroupName="/g")
        refused("InvalidParameterException", 400, self.logs.create_log_group, logGroupName="a b")
        refused("InvalidParameterException", 400, self.logs.create_log_group, logGroupName="/x", kmsKeyId="k")
        refused("ResourceNotFoundException", 400, self.logs.delete_log_group, logGroupName="/none")
        refused("InvalidParameterException", 400, self.logs.put_retention_policy, logGroupName="/g", retentionInDays=2)
        refused("InvalidParameterException", 400, self.logs.describe_log_groups, nextToken="nonsense")
        with self.assertRaises(self.logs.exceptions.ResourceNotFoundException):
            self.logs.describe_log_streams(logGroupName="/none")


class Streams(LogsTestCase):
    def test_life_of_a_stream(self):
        for name in ("2026/01/15/[$LATEST]a", "2026/01/15/[$LATEST]b"):
            self.stream(name)
        self.put("x", stream="2026/01/15/[$LATEST]a")
        streams = self.logs.describe_log_streams(
            logGroupName="/aws/lambda/f", orderBy="LastEventTime", descending=True
        )["logStreams"]
        latest = next(s for s in streams if s["logStreamName"].endswith("a"))
        self.assertGreater(latest["lastEventTimestamp"], 0)
        self.assertGreater(latest["lastIngestionTime"], 0)
        self.assertEqual(latest["storedBytes"], 27)
        pages = self.logs.get_paginator("describe_log_streams").paginate(
            logGroupName="/aws/lambda/f", PaginationConfig={"PageSize": 1}
        )
        self.assertEqual(len(list(pages)), 2)
        self.logs.delete_log_stream(logGroupName="/aws/lambda/f", logStreamName="2026/01/15/[$LATEST]a")
        self.assertRefused(
            "ResourceNotFoundException",
            400,
            self.logs.delete_log_stream,
            logGroupName="/aws/lambda/f",
            logStreamName="2026/01/15/[$LATEST]a",
        )
        self.assertRefused(
            "InvalidParameterException",
            400,
            self.logs.describe_log_streams,
            logGroupName="/aws/lambda/f",
            orderBy="LastEventTime",
            logStreamNamePrefix="x",
        )


class Events(LogsTestCase):
    def test_put_get_filter(self):
        self.stream()
        start = now()
        answer = self.put("one", "two ERROR", "drei ümlaut", start=start)
        self.assertNotIn("rejectedLogEventsInfo", answer)
        page = self.logs.get_log_events(logGroupName="/aws/lambda/f", logStreamName="s", startFromHead=True)
        self.assertEqual([e["message"] for e in page["events"]], ["one", "two ERROR", "drei ümlaut"])
        end = self.logs.get_log_events(
            logGroupName="/aws/lambda/f", logStreamName="s", startFromHead=True, nextToken=page["nextForwardToken"]
        )
        self.assertEqual(end["events"], [])
        self.assertEqual(end["nextForwardToken"], page["nextForwardToken"])
        found = self.logs.filter_log_events(logGroupName="/aws/lambda/f", filterPattern="ERROR")["events"]
        self.assertEqual(found[0]["message"], "two ERROR")
        self.assertEqual(found[0]["timestamp"], start + 1)
        self.assertEqual(found[0]["logStreamName"], "s")

    def test_filter_paginator_and_json_pattern(self):
        self.stream()
        self.stream("t")
        start = now()
        for number in range(10):
            self.put(f'{{"n":{number},"even":{"true" if number % 2 == 0 else "false"}}}',
                     stream="st"[number % 2], start=start + number)
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName="/aws/lambda/f",
            filterPattern="{ $.n >= 3 && $.even IS TRUE }",
            interleaved=True,
            PaginationConfig={"PageSize": 2},
        )
        messages = [e["message"] for page in pages for e in page["events"]]
        self.assertEqual([m[5] for m in messages], ["4", "6", "8"])

    def test_batch_rules(self):
        self.stream()
        start = now()
        put = self.logs.put_log_events
        group = {"logGroupName": "/aws/lambda/f", "logStreamName": "s"}
        late = [{"timestamp": start + 1, "message": "b"}, {"timestamp": start, "message": "a"}]
        self.assertRefused("InvalidParameterException", 400, put, logEvents=late, **group)
        large = [{"timestamp": start, "message": "x" * 1_048_576}]
        self.assertRefused("InvalidParameterException", 400, put, logEvents=large, **group)
        ancient = [{"timestamp": start - 20 * 86_400_000, "message": "a"}]
        self.assertEqual(
            put(logEvents=ancient, **group)["rejectedLogEventsInfo"], {"tooOldLogEventEndIndex": 1}
        )
        full = [{"timestamp": start, "message": "x" * 74}] * 10_000
        put(logEvents=full, **group)


class MetricFilters(LogsTestCase):
    def test_filters(self):
        self.stream()
        transformation = {
            "metricName": "Errors", "metricNamespace": "App", "metricValue": "1", "defaultValue": 0, "unit": "Count",
        }
        self.logs.put_metric_filter(
            logGroupName="/aws/lambda/f",
            filterName="errors",
            filterPattern="?ERROR ?FATAL",
            metricTransformations=[transformation],
        )
        listed = self.logs.get_paginator("describe_metric_filters").paginate(logGroupName="/aws/lambda/f")
        filters = [f for page in listed for f in page["metricFilters"]]
        self.assertEqual(filters[0]["metricTransformations"], [transformation])
        self.assertEqual(self.logs.describe_log_groups()["logGroups"][0]["metricFilterCount"], 1)
        tested = self.logs.test_metric_filter(
            filterPattern="[ip, ..., status = 5*]", logEventMessages=["1.2.3.4 - 200", "1.2.3.4 - 503"]
        )["matches"]
        self.assertEqual(tested[0]["eventNumber"], 2)
        self.assertEqual(tested[0]["extractedValues"]["$status"], "503")
        self.logs.delete_metric_filter(logGroupName="/aws/lambda/f", filterName="errors")
        self.assertRefused(
            "ResourceNotFoundException",
            400,
            self.logs.delete_metric_filter,
            logGroupName="/aws/lambda/f",
            filterName="errors",
        )


if __name__ == "__main__":
    unittest.main()
