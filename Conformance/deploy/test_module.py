"""Deploy/terraform with Terraform itself: its role, and that it leaves the same in a cloud as the SAM template."""

import pathlib
import unittest

import role_case
import terraform
from case import DeployTestCase
from picture import picture
from stack import Stack
from terraform import needs_terraform

BOTH = """
    variable "zip" { type = string }
    variable "alarm_topic" { type = string }

    module "direct" {
      source          = "./module"
      name            = "direct"
      zip             = var.zip
      groups          = ["web"]
      alarm_topic_arn = var.alarm_topic
    }

    # The topic is made in the same go: nothing of it is known when the plan is made.
    resource "aws_sns_topic" "existing" {
      name = "existing"
    }

    module "queue" {
      source                      = "./module"
      name                        = "queue"
      zip                         = var.zip
      delivery                    = "queue"
      create_topic                = false
      topic_arn                   = aws_sns_topic.existing.arn
      groups                      = ["api", "batch"]
      only_groups                 = ["api"]
      reserved_concurrency        = 5
      memory_size                 = 256
      concurrent_creates          = 16
      visibility_patience_seconds = 20
      metrics_namespace           = "Ours"
      log_format                  = "JSON"
      log_retention_days          = 7
    }
"""
SAME_WITH_SAM = {
    "Delivery": "queue",
    "OnlyGroups": "api",
    "ReservedConcurrency": "5",
    "MemorySize": "256",
    "ConcurrentCreates": "16",
    "VisibilityPatienceSeconds": "20",
    "MetricsNamespace": "Ours",
    "LogFormat": "JSON",
    "LogRetentionDays": "7",
}
ONE = """
    variable "zip" { type = string }
    variable "key" { default = null }
    variable "boundary" { default = null }
    variable "delivery" { default = "direct" }
    variable "topic" { default = null }
    variable "create" { default = true }
    variable "metrics" { default = "SnapAndTag" }
    variable "reserved" { default = null }
    variable "creates" { default = 32 }
    variable "patience" { default = 30 }
    variable "memory" { default = 128 }

    module "this" {
      source               = "./module"
      zip                  = var.zip
      delivery             = var.delivery
      kms_key_arn          = var.key
      permissions_boundary = var.boundary
      create_topic         = var.create
      topic_arn            = var.topic
      metrics_namespace    = var.metrics
      reserved_concurrency = var.reserved
      concurrent_creates   = var.creates
      memory_size          = var.memory
      tags                 = { Team = "platform" }

      visibility_patience_seconds = var.patience
    }
"""


@needs_terraform
class TheRole(role_case.RoleCase):
    """The role of the module, and what else it makes. Applying takes most of a minute: the provider waits for queues."""

    functions_deployed = {"direct": "direct", "queue": "queue"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for group in ("web", "api", "batch"):
            cls.make_group(group)
        cls.alarm_topic = cls.sns.create_topic(Name="on-call")["TopicArn"]
        cls.variables = {"zip": cls.zip, "alarm_topic": cls.alarm_topic}
        try:
            cls.root = terraform.Root(pathlib.Path(cls.folder.name) / "root", BOTH, cls.environment()).init()
            cls.root.apply(**cls.variables)
        except BaseException:
            cls.tearDownClass()
            raise

    def test_straight_each_volume_of_a_launched_instance_has_its_snapshot(self):
        self.assertSnapshotted(self.scale_out("web"))

    def test_through_the_queue_each_volume_of_a_launched_instance_has_its_snapshot(self):
        self.assertSnapshotted(self.scale_out("api"))

    def test_a_group_that_isnt_named_is_left_alone(self):
        left_alone = self.scale_out("batch")
        self.assertSnapshotted(self.scale_out("api"))
        self.advance(30)
        self.assertEqual(self.snapshots(left_alone), [])

    def test_a_second_plan_finds_nothing_to_change(self):
        result = self.root.run(
            "plan", "-detailed-exitcode", "-input=false", "-no-color", *terraform.pairs(self.variables), check=False
        )
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_sam_makes_the_same_of_the_same_choices(self):
        ours = {name: picture(self, name) for name in ("direct", "queue")}
        other = OtherCloud
        other.setUpClass()
        try:
            topic = other.sns.create_topic(Name="existing")["TopicArn"]
            alarms = other.sns.create_topic(Name="on-call")["TopicArn"]
            choices = {"direct": {"AlarmTopicArn": alarms}, "queue": SAME_WITH_SAM | {"TopicArn": topic}}
            for name, parameters in choices.items():
                with self.subTest(name):
                    Stack(other.client, self.zip.read_bytes(), other.account, Name=name, **parameters).create()
                    self.maxDiff = None
                    self.assertEqual(picture(other, name), ours[name])
        finally:
            other.tearDownClass()


class OtherCloud(DeployTestCase):
    """Another cloud beside the one of the tests; it has no tests of its own."""


@needs_terraform
class TheChoices(DeployTestCase):
    """What would be made: plans, of which nothing is applied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        try:
            cls.root = terraform.Root(pathlib.Path(cls.folder.name) / "root", ONE, cls.environment()).init()
        except BaseException:
            cls.tearDownClass()
            raise

    def plan(self, **variables):
        return terraform.planned(self.root.plan(zip=self.zip, **variables))

    def test_with_a_key_it_encrypts_the_queues_the_log_and_the_topic(self):
        key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d"
        boundary = "arn:aws:iam::111122223333:policy/boundary"
        made = self.plan(key=key, boundary=boundary, delivery="queue", reserved=3)
        for address in ("aws_sqs_queue.failures", "aws_sqs_queue.launches[0]", "aws_sns_topic.launches[0]"):
            self.assertEqual(made[address].get("kms_master_key_id"), key, address)
        self.assertEqual(made["aws_cloudwatch_log_group.function"]["kms_key_id"], key)
        self.assertEqual(made["aws_iam_role.function"]["permissions_boundary"], boundary)
        self.assertEqual(made["aws_lambda_function.snapshots"]["reserved_concurrent_executions"], 3)
        self.assertTrue(all(v["tags"] == {"Team": "platform"} for v in made.values() if v and "tags" in v))

    def test_without_metrics_there_is_no_alarm_on_them(self):
        made = self.plan(metrics="none")
        alarms = sorted(v["alarm_name"] for a, v in made.items() if a.startswith("aws_cloudwatch_metric_alarm"))
        self.assertEqual(alarms, [f"snap-and-tag-{n}" for n in ("dropped", "errors", "failures", "lost")])

    def test_contradictions_are_refused_in_words(self):
        refusals = {
            "Either the module creates the topic": {"create": "false"},
            'Either "direct" or "queue"': {"delivery": "lambda"},
            "At least 2": {"reserved": 1},
            "From 1 to 64 calls": {"creates": 65},
            "From 0 to 600 seconds": {"patience": 601},
            "From 128 to 10240 MB": {"memory": 127},
        }
        for words, variables in refusals.items():
            with self.subTest(words):
                arguments = terraform.pairs({"zip": self.zip} | variables)
                result = self.root.run("plan", "-input=false", "-no-color", *arguments, check=False)
                self.assertNotEqual(result.returncode, 0)
                self.assertIn(words, " ".join(result.stderr.replace("│", " ").split()))

    def test_the_module_is_well_formed(self):
        self.root.run("validate", "-no-color")
        self.root.run("fmt", "-check", "-recursive", "-diff", str(terraform.MODULE))


if __name__ == "__main__":
    unittest.main()
