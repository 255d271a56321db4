"""boto3 as the client of local-aws: every action of CloudWatch, in its JSON and query protocols."""

import datetime
import unittest

import boto3
import botocore.loaders
from botocore.config import Config
from emulator import REGION, EmulatorTestCase

UTC = datetime.timezone.utc
DIMENSIONS = [{"Name": "FunctionName", "Value": "f"}]


def query_client(url):
    """A client as older ones are: with the query protocol only."""

    class Loader(botocore.loaders.Loader):
        def load_service_model(self, service_name, type_name, api_version=None):
            model = super().load_service_model(service_name, type_name, api_version)
            if service_name == "cloudwatch" and type_name == "service-2":
                metadata = {k: v for k, v in model["metadata"].items() if k not in ("awsQueryCompatible", "jsonVersion")}
                metadata.update(protocol="query", protocols=["query"])
                model = {**model, "metadata": metadata}
            return model

    session = boto3.session.Session()
    default = session._session.get_component("data_loader")
    session._session.register_component("data_loader", Loader(default.search_paths))
    return session.client(
        "cloudwatch",
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


class CloudWatchTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cloudwatch = cls.client("cloudwatch")

    def cloud_time(self):
        return datetime.datetime.fromisoformat(self.control("GET", "clock")["now"])

    def minute(self):
        """The minute that the cloud is in."""
        return self.cloud_time().replace(second=0, microsecond=0)

    def put(self, *values, name="Errors", at=None, **more):
        data = [{"MetricName": name, "Dimensions": DIMENSIONS, "Value": value, "Unit": "Count", **more} for value in values]
        if at:
            data = [{**datum, "Timestamp": at} for datum in data]
        self.cloudwatch.put_metric_data(Namespace="App", MetricData=data)

    def alarm(self, name="a", **parameters):
        self.cloudwatch.put_metric_alarm(**{
            "AlarmName": name, "Namespace": "App", "MetricName": "Errors", "Dimensions": DIMENSIONS,
            "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 0,
            "ComparisonOperator": "GreaterThanThreshold", **parameters,
        })

    def state(self, name="a"):
        return self.cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"]


class Metrics(CloudWatchTestCase):
    def test_statistics(self):
        minute = self.minute()
        self.put(1, 2, 3, at=minute)
        self.put(10, at=minute - datetime.timedelta(minutes=5))
        answer = self.cloudwatch.get_metric_statistics(
            Namespace="App",
            MetricName="Errors",
            Dimensions=DIMENSIONS,
            StartTime=minute - datetime.timedelta(minutes=10),
            EndTime=minute + datetime.timedelta(minutes=1),
            Period=60,
            Statistics=["SampleCount", "Sum", "Average", "Minimum", "Maximum"],
        )
        points = sorted(answer["Datapoints"], key=lambda point: point["Timestamp"])
        self.assertEqual([point["Sum"] for point in points], [10.0, 6.0])
        self.assertEqual(points[1]["Timestamp"], minute)
        self.assertEqual(
            {name: points[1][name] for name in ("SampleCount", "Average", "Minimum", "Maximum", "Unit")},
            {"SampleCount": 3.0, "Average": 2.0, "Minimum": 1.0, "Maximum": 3.0, "Unit": "Count"},
        )

    def test_percentiles_of_values_and_counts(self):
        minute = self.minute()
        self.cloudwatch.put_metric_data(
            Namespace="App",
            MetricData=[{"MetricName": "Latency", "Values": [10.0, 20.0, 500.0], "Counts": [90.0, 9.0, 1.0],
                         "Unit": "Milliseconds", "Timestamp": minute, "StorageResolution": 1}],
        )
        answer = self.cloudwatch.get_metric_statistics(
            Namespace="App", MetricName="Latency", StartTime=minute, EndTime=minute + datetime.timedelta(minutes=1),
            Period=60, ExtendedStatistics=["p50", "p99", "p99.9"],
        )
        self.assertEqual(
            answer["Datapoints"][0]["ExtendedStatistics"], {"p50": 10.0, "p99": 20.0, "p99.9": 500.0}
        )

    def test_metric_data_with_expressions(self):
        minute = self.minute()
        for number in range(3):
            self.put(number + 1, at=minute - datetime.timedelta(minutes=number))
        queries = [
            {"Id": "errors", "MetricStat": {"Metric": {"Namespace": "App", "MetricName": "Errors",
                                                       "Dimensions": DIMENSIONS}, "Period": 60, "Stat": "Sum"}},
            {"Id": "percent", "Expression": "errors / MAX(errors) * 100", "Label": "share"},
        ]
        pages = self.cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries,
            StartTime=minute - datetime.timedelta(minutes=10),
            EndTime=minute + datetime.timedelta(minutes=1),
            PaginationConfig={"PageSize": 2},
        )
        values = {}
        for page in pages:
            for row in page["MetricDataResults"]:
                values.setdefault(row["Label"], []).extend(row["Values"])
        self.assertEqual(values["Errors"], [1.0, 2.0, 3.0])
        self.assertEqual([round(value) for value in values["share"]], [33, 67, 100])

    def test_list(self):
        self.put(1)
        self.cloudwatch.put_metric_data(Namespace="Other", MetricData=[
            {"MetricName": "x", "StatisticValues": {"SampleCount": 2, "Sum": 3, "Minimum": 1, "Maximum": 2}}])
        pages = self.cloudwatch.get_paginator("list_metrics").paginate(Namespace="App", RecentlyActive="PT3H")
        metrics = [metric for page in pages for metric in page["Metrics"]]
        self.assertEqual(metrics, [{"Namespace": "App", "MetricName": "Errors", "Dimensions": DIMENSIONS}])
        named = self.cloudwatch.list_metrics(Dimensions=[{"Name": "FunctionName"}])["Metrics"]
        self.assertEqual(named, metrics)

    def test_metrics_of_logs(self):
        logs = self.client("logs")
        logs.create_log_group(logGroupName="/g")
        logs.create_log_stream(logGroupName="/g", logStreamName="s")
        logs.put_metric_filter(
            logGroupName="/g", filterName="f", filterPattern="ERROR",
            metricTransformations=[{"metricName": "Errors", "metricNamespace": "Logs", "metricValue": "1"}],
        )
        now = int(self.cloud_time().timestamp() * 1000)
        embedded = (
            '{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"EMF","Dimensions":[["F"]],'
            '"Metrics":[{"Name":"m","Unit":"Count"}]}]},"F":"f","m":[1,2]}' % now
        )
        logs.put_log_events(logGroupName="/g", logStreamName="s", logEvents=[
            {"timestamp": now, "message": "ERROR"}, {"timestamp": now, "message": embedded}])
        names = {(m["Namespace"], m["MetricName"]) for m in self.cloudwatch.list_metrics()["Metrics"]}
        self.assertEqual(names, {("Logs", "Errors"), ("EMF", "m")})

    def test_long_calls_are_compressed(self):
        data = [{"MetricName": f"m{number}", "Dimensions": DIMENSIONS, "Value": number} for number in range(400)]
        self.cloudwatch.put_metric_data(Namespace="Many", MetricData=data)
        self.assertEqual(len(self.cloudwatch.list_metrics(Namespace="Many")["Metrics"]), 400)

    def test_refusals(self):
        put = self.cloudwatch.put_metric_data
        datum = {"MetricName": "m", "Value": 1}
        self.assertRefused("InvalidParameterValue", 400, put, Namespace="AWS/Lambda", MetricData=[datum])
        old = {**datum, "Timestamp": self.minute() - datetime.timedelta(days=15)}
        self.assertRefused("InvalidParameterValue", 400, put, Namespace="App", MetricData=[old])
        both = {**datum, "Values": [1]}
        self.assertRefused("InvalidParameterCombination", 400, put, Namespace="App", MetricData=[both])
        self.assertRefused("MissingParameter", 400, put, Namespace="App", MetricData=[])
        self.assertRefused(
            "InvalidParameterCombination", 400, self.cloudwatch.get_metric_statistics,
            Namespace="App", MetricName="m", StartTime=self.minute() - datetime.timedelta(days=3),
            EndTime=self.minute(), Period=60, Statistics=["Sum"],
        )


class Alarms(CloudWatchTestCase):
    def test_life_of_an_alarm(self):
        self.alarm(TreatMissingData="notBreaching", AlarmDescription="d", Tags=[{"Key": "k", "Value": "v"}])
        alarm = self.cloudwatch.describe_alarms()["MetricAlarms"][0]
        self.assertEqual(alarm["StateValue"], "INSUFFICIENT_DATA")
        self.assertEqual(alarm["Threshold"], 0.0)
        self.advance(60)
        self.assertEqual(self.state(), "OK")
        self.put(3)
        self.advance(60)
        self.assertEqual(self.state(), "ALARM")
        self.advance(240)
        self.assertEqual(self.state(), "OK")
        pages = self.cloudwatch.get_paginator("describe_alarm_history").paginate(
            AlarmName="a", HistoryItemType="StateUpdate", PaginationConfig={"PageSize": 2}
        )
        summaries = [item["HistorySummary"] for page in pages for item in page["AlarmHistoryItems"]]
        self.assertEqual(summaries[0], "Alarm updated from ALARM to OK")
        self.assertEqual(len(summaries), 3)
        self.cloudwatch.delete_alarms(AlarmNames=["a"])
        self.assertEqual(self.cloudwatch.describe_alarms()["MetricAlarms"], [])

    def test_waiter_and_set_state(self):
        self.alarm()
        self.cloudwatch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="drill", StateReasonData="{}")
        self.assertEqual(self.state(), "ALARM")
        self.cloudwatch.get_waiter("alarm_exists").wait(
            AlarmNames=["a"], WaiterConfig={"Delay": 1, "MaxAttempts": 2}
        )
        self.cloudwatch.disable_alarm_actions(AlarmNames=["a"])
        self.assertFalse(self.cloudwatch.describe_alarms()["MetricAlarms"][0]["ActionsEnabled"])
        self.cloudwatch.enable_alarm_actions(AlarmNames=["a"])
        found = self.cloudwatch.describe_alarms_for_metric(
            Namespace="App", MetricName="Errors", Dimensions=DIMENSIONS
        )["MetricAlarms"]
        self.assertTrue(found[0]["ActionsEnabled"])
        self.assertRefused(
            "ResourceNotFound", 404, self.cloudwatch.set_alarm_state,
            AlarmName="none", StateValue="OK", StateReason="",
        )

    def test_tags_and_paginator(self):
        for number in range(5):
            self.alarm(f"a{number}")
        pages = list(self.cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["MetricAlarms"]) for page in pages], [2, 2, 1])
        arn = pages[0]["MetricAlarms"][0]["AlarmArn"]
        self.cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
        self.cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["a"])
        self.assertEqual(self.cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "b", "Value": "2"}])

    def test_an_alarm_tells_a_topic(self):
        sns, sqs = self.client("sns"), self.client("sqs")
        topic = sns.create_topic(Name="alarms")["TopicArn"]
        queue = sqs.create_queue(QueueName="q")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},'
            '"Action":"sqs:SendMessage","Resource":"*"}]}')})
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
        self.alarm(AlarmActions=[topic])
        self.put(1)
        self.advance(60)
        messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=2).get("Messages", [])
        self.assertEqual(len(messages), 1)
        self.assertIn('"NewStateValue":"ALARM"', messages[0]["Body"])


class OlderClients(CloudWatchTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cloudwatch = query_client(cls.url)

    def test_query_protocol(self):
        minute = self.minute()
        self.put(1, 2, at=minute)
        self.alarm(AlarmActions=["arn:aws:sns:eu-west-1:111122223333:t"])
        alarm = self.cloudwatch.describe_alarms(AlarmNames=["a"], AlarmTypes=["MetricAlarm"])["MetricAlarms"][0]
        self.assertEqual(alarm["Dimensions"], DIMENSIONS)
        self.assertEqual(alarm["AlarmActions"], ["arn:aws:sns:eu-west-1:111122223333:t"])
        self.assertIsInstance(alarm["StateUpdatedTimestamp"], datetime.datetime)
        points = self.cloudwatch.get_metric_statistics(
            Namespace="App", MetricName="Errors", Dimensions=DIMENSIONS, StartTime=minute,
            EndTime=minute + datetime.timedelta(minutes=1), Period=60, Statistics=["Sum"],
            ExtendedStatistics=["p99"],
        )["Datapoints"]
        self.assertEqual((points[0]["Sum"], points[0]["ExtendedStatistics"]["p99"]), (3.0, 2.0))
        row = self.cloudwatch.get_metric_data(
            MetricDataQueries=[{"Id": "m", "MetricStat": {"Metric": {
                "Namespace": "App", "MetricName": "Errors", "Dimensions": DIMENSIONS}, "Period": 60, "Stat": "Sum"}}],
            StartTime=minute, EndTime=minute + datetime.timedelta(minutes=1),
        )["MetricDataResults"][0]
        self.assertEqual((row["Timestamps"], row["Values"]), ([minute], [3.0]))
        self.assertRefused("InvalidParameterValue", 400, self.cloudwatch.put_metric_data,
                           Namespace="AWS/x", MetricData=[{"MetricName": "m", "Value": 1}])
        self.assertEqual(self.cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"], [])
        self.cloudwatch.delete_alarms(AlarmNames=["a"])


if __name__ == "__main__":
    unittest.main()
