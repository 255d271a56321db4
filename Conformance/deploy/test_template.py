"""Deploy/sam/template.yaml as a text: what AWS's linter and translator say, and that it offers what the module offers."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import template
from picture import canonical

MODULE = template.REPOSITORY / "Deploy" / "terraform"
# What one tool has and the other can't, or needn't.
ONLY_IN_TERRAFORM = {
    "zip": "sam deploy finds it by CodeUri",
    "create_topic": "an empty TopicArn says it",
    "groups": "CloudFormation has nothing for a group that it doesn't make: the output Notify",
    "tags": "sam deploy --tags",
    "environment": "a template can't take a map",
}
ONLY_IN_SAM = {"QueueVisibilityTimeout": "a template can't multiply"}


def lint(path):
    program = pathlib.Path(sys.executable).with_name("cfn-lint")
    command = [program, "--include-checks", "I", "--", path]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def variables():
    """The module's variables, with their defaults as texts."""
    text = (MODULE / "variables.tf").read_text(encoding="utf-8")
    found = {}
    for block in re.findall(r'^variable "(\w+)" \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL):
        default = re.search(r"^  default\s+= (.*)$", block[1], re.MULTILINE)
        found[block[0]] = default.group(1).strip('"') if default else None
    return found


def parameter(variable):
    return "".join(word.capitalize() for word in variable.split("_"))


class TheTemplate(unittest.TestCase):
    def test_the_linter_has_nothing_to_say(self):
        result = lint(template.TEMPLATE)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    def test_the_linter_sees_mistakes(self):
        text = template.TEMPLATE.read_text(encoding="utf-8").replace("RetentionInDays", "RetentionDays")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "template.yaml"
            path.write_text(text, encoding="utf-8")
            self.assertNotEqual(lint(path).returncode, 0)

    def test_the_linter_has_nothing_to_say_of_the_translation(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "template.json"
            path.write_text(json.dumps(template.translated()), encoding="utf-8")
            result = lint(path)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    def test_nothing_is_made_that_isnt_written_down(self):
        written, made = template.source()["Resources"], template.translated()["Resources"]
        self.assertEqual(set(made), set(written))

    def test_both_tools_offer_the_same_choices_with_the_same_defaults(self):
        parameters = template.source()["Parameters"]
        module = {parameter(v): d for v, d in variables().items() if v not in ONLY_IN_TERRAFORM}
        self.assertEqual(set(module), set(parameters) - set(ONLY_IN_SAM))
        for name, default in module.items():
            if default in ("null", "[]"):
                default = ""
            self.assertEqual(str(parameters[name]["Default"]), default, name)

    def test_both_tools_refuse_the_same_numbers(self):
        parameters = template.source()["Parameters"]
        text = (MODULE / "variables.tf").read_text(encoding="utf-8")
        ranges = re.findall(r"var\.(\w+) >= (\d+) && var\.\w+ <= (\d+)", text)
        numbers = {"memory_size", "timeout", "concurrent_creates", "visibility_patience_seconds"}
        self.assertEqual({name for name, _, _ in ranges}, numbers)
        for name, least, most in ranges:
            given = parameters[parameter(name)]
            self.assertEqual((given["MinValue"], given["MaxValue"]), (int(least), int(most)), name)

    def test_the_queues_visibility_time_out_is_six_times_the_functions(self):
        parameters = template.source()["Parameters"]
        self.assertEqual(parameters["QueueVisibilityTimeout"]["Default"], 6 * parameters["Timeout"]["Default"])


class TheChoices(unittest.TestCase):
    def resolved(self, **parameters):
        return template.Resolver(template.translated(), parameters)

    def test_without_a_key_sqs_encrypts_the_queues_with_its_own(self):
        resolved = self.resolved(Delivery="queue")
        for queue in ("Queue", "Failures"):
            self.assertIs(resolved.properties(queue)["SqsManagedSseEnabled"], True)
            self.assertNotIn("KmsMasterKeyId", resolved.properties(queue))

    def test_with_a_key_the_role_may_use_it_for_queues_only(self):
        key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d"
        for delivery, actions in (("direct", ["kms:Decrypt", "kms:GenerateDataKey"]), ("queue", ["kms:Decrypt"])):
            with self.subTest(delivery=delivery):
                resolved = self.resolved(Delivery=delivery, KmsKeyArn=key)
                for name in set(resolved.resources()) & {"Queue", "Failures", "Topic"}:
                    self.assertEqual(resolved.properties(name)["KmsMasterKeyId"], key)
                    self.assertNotIn("SqsManagedSseEnabled", resolved.properties(name))
                self.assertEqual(resolved.properties("LogGroup")["KmsKeyId"], key)
                policy = canonical(resolved.properties("Role")["Policies"][0]["PolicyDocument"])
                (statement,) = [s for s in policy["Statement"] if s["Sid"] == "UseTheKeyForQueues"]
                self.assertEqual(statement["Action"], actions)
                self.assertEqual(statement["Resource"], [key])
                condition = {"StringEquals": {"kms:ViaService": ["sqs.eu-west-1.amazonaws.com"]}}
                self.assertEqual(statement["Condition"], condition)

    def test_a_boundary_limits_the_role(self):
        boundary = "arn:aws:iam::123456789012:policy/boundary"
        self.assertNotIn("PermissionsBoundary", self.resolved().properties("Role"))
        self.assertEqual(self.resolved(PermissionsBoundary=boundary).properties("Role")["PermissionsBoundary"], boundary)

    def test_a_limit_is_the_functions_and_the_mappings(self):
        resolved = self.resolved(Delivery="queue", ReservedConcurrency="5")
        self.assertEqual(resolved.properties("Function")["ReservedConcurrentExecutions"], "5")
        self.assertEqual(resolved.properties("Mapping")["ScalingConfig"], {"MaximumConcurrency": "5"})
        self.assertNotIn("ReservedConcurrentExecutions", self.resolved().properties("Function"))

    def test_without_metrics_there_is_no_alarm_on_them(self):
        alarms = {"SnapshotsFailedAlarm", "InstancesFailedAlarm", "MessagesRejectedAlarm"}
        self.assertLessEqual(alarms, set(self.resolved().resources()))
        self.assertEqual(alarms & set(self.resolved(MetricsNamespace="none").resources()), set())

    def test_alarms_tell_the_topic_or_nobody(self):
        topic = "arn:aws:sns:eu-west-1:123456789012:on-call"
        for delivery in ("direct", "queue"):
            quiet, loud = self.resolved(Delivery=delivery), self.resolved(Delivery=delivery, AlarmTopicArn=topic)
            alarms = [n for n, r in loud.resources().items() if r["Type"] == "AWS::CloudWatch::Alarm"]
            self.assertEqual(len(alarms), {"direct": 7, "queue": 6}[delivery])
            for alarm in alarms:
                self.assertEqual(loud.properties(alarm)["AlarmActions"], [topic])
                self.assertNotIn("AlarmActions", quiet.properties(alarm))


if __name__ == "__main__":
    unittest.main()
