"""boto3 as the client of local-aws's Lambda: every action, its paginators and waiters, real processes and error codes."""

import base64
import hashlib
import io
import json
import pathlib
import stat
import time
import unittest
import urllib.request
import zipfile

from emulator import REGION, REPOSITORY, EmulatorTestCase

ACCOUNT = "111122223333"
ROLE = "function"
QUICK = {"Delay": 0.2, "MaxAttempts": 50}
PATIENCE_SECONDS = 20
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ],
}
MAY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["sqs:*", "sns:*", "ec2:*", "logs:*"], "Resource": "*"}],
}
HANDLER = """
import json, os

def handler(event, context):
    print("handling", json.dumps(event))
    if event.get("fail"):
        raise ValueError("no good")
    return {"event": event, "version": context.function_version, "arn": context.invoked_function_arn,
            "id": context.aws_request_id, "pid": os.getpid(), "greeting": os.environ.get("GREETING")}
"""


def package(**files):
    """A zip file, deflated, of files that can be executed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name.replace("__", "."))
            entry.external_attr = (stat.S_IFREG | 0o755) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return content.getvalue()


def bootstrap():
    """The function of this repository, as `swift build` made it last; None if it wasn't built."""
    builds = (REPOSITORY / ".build" / name / "bootstrap" for name in ("release", "debug"))
    return next((path for path in builds if path.exists()), None)


class LambdaTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lambda_ = cls.client("lambda")
        cls.iam = cls.client("iam")
        cls.sqs = cls.client("sqs")
        cls.logs = cls.client("logs")
        cls.cloudwatch = cls.client("cloudwatch")

    def setUp(self):
        super().setUp()
        self.role = self.iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        self.iam.put_role_policy(RoleName=ROLE, PolicyName="p", PolicyDocument=json.dumps(MAY))

    def function(self, name="snap", **parameters):
        """A function that is active."""
        parameters.setdefault("Code", {"ZipFile": package(app__py=HANDLER)})
        parameters.setdefault("Runtime", "python3.12")
        parameters.setdefault("Handler", "app.handler")
        parameters.setdefault("Timeout", 20)
        made = self.lambda_.create_function(FunctionName=name, Role=self.role, **parameters)
        self.lambda_.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig=QUICK)
        return made

    def invoke(self, name="snap", event=None, **parameters):
        answer = self.lambda_.invoke(FunctionName=name, Payload=json.dumps(event or {}), **parameters)
        text = answer["Payload"].read()
        return answer, json.loads(text) if text else None

    def eventually(self, what, condition):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.1)
        self.fail(f"It never came to be that {what}.")

    def queue(self, name):
        url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        return url, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def message(self, url):
        def receive():
            return self.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"]).get("Messages")

        return self.eventually("a message is in the queue", receive)[0]


class Functions(LambdaTestCase):
    def test_life(self):
        code = package(app__py=HANDLER)
        made = self.lambda_.create_function(
            FunctionName="snap",
            Runtime="python3.12",
            Handler="app.handler",
            Role=self.role,
            Code={"ZipFile": code},
            Description="Snapshots",
            MemorySize=256,
            Timeout=20,
            Environment={"Variables": {"GREETING": "hello"}},
            Architectures=["x86_64"],
            PackageType="Zip",
            Tags={"team": "ops"},
        )
        self.assertEqual(made["ResponseMetadata"]["HTTPStatusCode"], 201)
        self.assertEqual(made["State"], "Pending")
        self.assertEqual(made["CodeSha256"], base64.b64encode(hashlib.sha256(code).digest()).decode())
        self.lambda_.get_waiter("function_active_v2").wait(FunctionName="snap", WaiterConfig=QUICK)
        self.lambda_.get_waiter("function_active").wait(FunctionName="snap", WaiterConfig=QUICK)
        self.lambda_.get_waiter("function_exists").wait(FunctionName="snap", WaiterConfig=QUICK)
        found = self.lambda_.get_function(FunctionName=made["FunctionArn"])
        self.assertEqual(found["Tags"], {"team": "ops"})
        self.assertEqual(found["Configuration"]["LastUpdateStatus"], "Successful")
        with urllib.request.urlopen(found["Code"]["Location"], timeout=10) as answer:
            self.assertEqual(answer.read(), code)
        self.lambda_.update_function_configuration(FunctionName="snap", Timeout=25)
        self.lambda_.get_waiter("function_updated_v2").wait(FunctionName="snap", WaiterConfig=QUICK)
        self.lambda_.get_waiter("function_updated").wait(FunctionName="snap", WaiterConfig=QUICK)
        configuration = self.lambda_.get_function_configuration(FunctionName="snap")
        self.assertEqual((configuration["Timeout"], configuration["MemorySize"]), (25, 256))
        self.lambda_.update_function_code(FunctionName="snap", ZipFile=package(app__py="handler = None"))
        self.lambda_.get_waiter("function_updated_v2").wait(FunctionName="snap", WaiterConfig=QUICK)
        self.assertEqual(self.lambda_.delete_function(FunctionName="snap")["ResponseMetadata"]["HTTPStatusCode"], 204)
        self.assertRefused("ResourceNotFoundException", 404, self.lambda_.get_function, FunctionName="snap")

    def test_versions_and_aliases(self):
        self.function()
        first = self.lambda_.publish_version(FunctionName="snap")
        self.assertEqual(first["Version"], "1")
        self.lambda_.get_waiter("published_version_active").wait(
            FunctionName="snap", Qualifier="1", WaiterConfig=QUICK
        )
        versions = list(self.lambda_.get_paginator("list_versions_by_function").paginate(FunctionName="snap"))
        self.assertEqual([v["Version"] for v in versions[0]["Versions"]], ["$LATEST", "1"])
        self.lambda_.create_alias(FunctionName="snap", Name="live", FunctionVersion="1")
        self.lambda_.update_alias(FunctionName="snap", Name="live", Description="d")
        alias = self.lambda_.get_alias(FunctionName="snap", Name="live")
        self.assertEqual((alias["FunctionVersion"], alias["Description"]), ("1", "d"))
        aliases = list(self.lambda_.get_paginator("list_aliases").paginate(FunctionName="snap"))
        self.assertEqual([a["Name"] for a in aliases[0]["Aliases"]], ["live"])
        answer, result = self.invoke("snap:live")
        self.assertEqual((answer["ExecutedVersion"], result["version"]), ("1", "1"))
        self.assertEqual(result["arn"], alias["AliasArn"])
        self.lambda_.delete_alias(FunctionName="snap", Name="live")

    def test_policy(self):
        self.function()
        topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:launches"
        statement = self.lambda_.add_permission(
            FunctionName="snap",
            StatementId="sns",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic,
        )["Statement"]
        self.assertEqual(json.loads(statement)["Condition"], {"ArnLike": {"AWS:SourceArn": topic}})
        policy = json.loads(self.lambda_.get_policy(FunctionName="snap")["Policy"])
        self.assertEqual([s["Sid"] for s in policy["Statement"]], ["sns"])
        self.lambda_.remove_permission(FunctionName="snap", StatementId="sns")
        self.assertRefused("ResourceNotFoundException", 404, self.lambda_.get_policy, FunctionName="snap")

    def test_settings(self):
        made = self.function(Tags={"a": "1"})
        arn, client = made["FunctionArn"], self.lambda_
        client.tag_resource(Resource=arn, Tags={"b": "2"})
        client.untag_resource(Resource=arn, TagKeys=["a"])
        self.assertEqual(client.list_tags(Resource=arn)["Tags"], {"b": "2"})
        client.put_function_concurrency(FunctionName="snap", ReservedConcurrentExecutions=5)
        self.assertEqual(
            client.get_function_concurrency(FunctionName="snap")["ReservedConcurrentExecutions"], 5
        )
        client.delete_function_concurrency(FunctionName="snap")
        client.put_function_event_invoke_config(FunctionName="snap", MaximumRetryAttempts=1)
        client.update_function_event_invoke_config(FunctionName="snap", MaximumEventAgeInSeconds=60)
        found = client.get_function_event_invoke_config(FunctionName="snap")
        self.assertEqual((found["MaximumRetryAttempts"], found["MaximumEventAgeInSeconds"]), (1, 60))
        pages = client.get_paginator("list_function_event_invoke_configs").paginate(FunctionName="snap")
        self.assertEqual(len(list(pages)[0]["FunctionEventInvokeConfigs"]), 1)
        client.delete_function_event_invoke_config(FunctionName="snap")
        self.assertEqual(client.get_function_code_signing_config(FunctionName="snap")["FunctionName"], "snap")
        self.assertEqual(client.get_runtime_management_config(FunctionName="snap")["UpdateRuntimeOn"], "Auto")
        self.assertEqual(client.get_function_recursion_config(FunctionName="snap")["RecursiveLoop"], "Terminate")
        self.assertEqual(client.get_account_settings()["AccountUsage"]["FunctionCount"], 1)

    def test_paginator(self):
        for number in range(3):
            self.lambda_.create_function(
                FunctionName=f"f{number}",
                Role=self.role,
                Runtime="provided.al2023",
                Handler="bootstrap",
                Code={"ZipFile": package(bootstrap="#!/bin/sh\n")},
            )
        pages = self.lambda_.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 2})
        names = [[f["FunctionName"] for f in page["Functions"]] for page in pages]
        self.assertEqual(names, [["f0", "f1"], ["f2"]])

    def test_refusals(self):
        create, client = self.lambda_.create_function, self.lambda_
        basic = dict(
            FunctionName="snap",
            Role=self.role,
            Runtime="provided.al2023",
            Handler="bootstrap",
            Code={"ZipFile": package(bootstrap="#!/bin/sh\n")},
        )
        create(**basic)
        message = self.assertRefused("ResourceConflictException", 409, create, **basic)
        self.assertEqual(message, "Function already exist: snap")
        other = {**basic, "FunctionName": "other"}
        for change in (
            {"Code": {"ZipFile": b"no zip"}},
            {"Code": {"S3Bucket": "bucket", "S3Key": "key"}},
            {"Role": f"arn:aws:iam::{ACCOUNT}:role/nobody"},
            {"VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": []}},
        ):
            with self.subTest(change=list(change)):
                self.assertRefused("InvalidParameterValueException", 400, create, **{**other, **change})
        self.assertRefused("ResourceNotFoundException", 404, client.invoke, FunctionName="other")
        self.assertRefused("ResourceNotFoundException", 404, client.publish_version, FunctionName="other")


class Invocations(LambdaTestCase):
    def test_python_handler(self):
        self.function(Environment={"Variables": {"GREETING": "hello"}})
        answer, result = self.invoke(event={"a": 1}, LogType="Tail")
        self.assertEqual(answer["StatusCode"], 200)
        self.assertNotIn("FunctionError", answer)
        self.assertEqual((result["event"], result["greeting"]), ({"a": 1}, "hello"))
        self.assertEqual(result["id"], answer["ResponseMetadata"]["RequestId"])
        log = base64.b64decode(answer["LogResult"]).decode()
        self.assertIn('handling {"a": 1}', log)
        self.assertIn("REPORT RequestId: " + result["id"], log)
        self.assertEqual(self.invoke()[1]["pid"], result["pid"])
        answer, error = self.invoke(event={"fail": True})
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        self.assertEqual((error["errorType"], error["errorMessage"]), ("ValueError", "no good"))
        self.assertEqual(self.invoke(InvocationType="DryRun")[0]["StatusCode"], 204)

    def test_logs_and_metrics(self):
        self.function()
        self.invoke(event={"a": 1})
        events = self.logs.filter_log_events(logGroupName="/aws/lambda/snap", filterPattern="REPORT")["events"]
        self.assertEqual(len(events), 1)
        self.assertRegex(events[0]["logStreamName"], r"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$")
        metrics = self.cloudwatch.list_metrics(Namespace="AWS/Lambda", MetricName="Invocations")["Metrics"]
        self.assertEqual(metrics[0]["Dimensions"], [{"Name": "FunctionName", "Value": "snap"}])

    def test_time_out(self):
        self.function(
            Timeout=1, Code={"ZipFile": package(app__py="import time\ndef handler(e, c): time.sleep(30)")}
        )
        answer, error = self.invoke()
        self.assertEqual((answer["FunctionError"], error["errorType"]), ("Unhandled", "Sandbox.Timedout"))
        self.assertIn("Task timed out after 1.00 seconds", error["errorMessage"])

    def test_throttled(self):
        self.function()
        self.lambda_.put_function_concurrency(FunctionName="snap", ReservedConcurrentExecutions=0)
        self.assertRefused("TooManyRequestsException", 429, self.lambda_.invoke, FunctionName="snap")

    def test_dead_letters_after_retries(self):
        url, arn = self.queue("dead")
        self.function(DeadLetterConfig={"TargetArn": arn})
        answer, _ = self.invoke(event={"fail": True}, InvocationType="Event")
        self.assertEqual(answer["StatusCode"], 202)
        for attempts in (1, 2, 3):
            def runs():
                try:
                    return len(
                        self.logs.filter_log_events(logGroupName="/aws/lambda/snap", filterPattern="REPORT")["events"]
                    ) == attempts
                except self.logs.exceptions.ResourceNotFoundException:
                    return False

            self.eventually(f"there were {attempts} attempts", runs)
            self.advance(120)
        message = self.message(url)
        self.assertEqual(json.loads(message["Body"]), {"fail": True})
        attributes = message["MessageAttributes"]
        self.assertEqual(attributes["RequestID"]["StringValue"], answer["ResponseMetadata"]["RequestId"])
        self.assertEqual(attributes["ErrorMessage"]["StringValue"], "no good")

    def test_destinations(self):
        url, arn = self.queue("done")
        self.function()
        self.lambda_.put_function_event_invoke_config(
            FunctionName="snap", DestinationConfig={"OnSuccess": {"Destination": arn}}
        )
        self.invoke(event={"a": 1}, InvocationType="Event")
        record = json.loads(self.message(url)["Body"])
        self.assertEqual(record["requestContext"]["condition"], "Success")
        self.assertEqual(record["requestPayload"], {"a": 1})
        self.assertEqual(record["responsePayload"]["event"], {"a": 1})

    def test_queue_feeds_function(self):
        url, arn = self.queue("work")
        self.function()
        mapping = self.lambda_.create_event_source_mapping(EventSourceArn=arn, FunctionName="snap", BatchSize=5)
        uuid = mapping["UUID"]
        self.eventually(
            "the mapping is enabled",
            lambda: self.lambda_.get_event_source_mapping(UUID=uuid)["State"] == "Enabled",
        )
        self.sqs.send_message(QueueUrl=url, MessageBody="hello")

        def handled():
            try:
                found = self.logs.filter_log_events(logGroupName="/aws/lambda/snap", filterPattern="hello")
                return found["events"]
            except self.logs.exceptions.ResourceNotFoundException:
                return []

        self.eventually("the function got the message", handled)
        pages = list(self.lambda_.get_paginator("list_event_source_mappings").paginate(FunctionName="snap"))
        self.assertEqual([m["UUID"] for m in pages[0]["EventSourceMappings"]], [uuid])
        self.lambda_.update_event_source_mapping(UUID=uuid, Enabled=False)
        self.assertEqual(self.lambda_.delete_event_source_mapping(UUID=uuid)["State"], "Deleting")

    @unittest.skipUnless(bootstrap(), "the function isn't built: run `swift build --product bootstrap`")
    def test_real_bootstrap(self):
        executable = pathlib.Path(bootstrap()).read_bytes()
        self.function(
            Runtime="provided.al2023", Handler="bootstrap", Code={"ZipFile": package(bootstrap=executable)}
        )
        answer, _ = self.invoke(event={"Records": []}, LogType="Tail")
        log = base64.b64decode(answer["LogResult"]).decode()
        self.assertIn("INIT_START Runtime Version: provided:al2023", log)
        self.assertIn("REPORT RequestId: ", log)


if __name__ == "__main__":
    unittest.main()
