"""Deploy/terraform, applied with Terraform and the AWS provider as they are."""

import os
import pathlib
import shutil
import unittest

from chain import ChainTestCase
from emulator import REPOSITORY

NAME = "snap-and-tag-example"


def plugin_mirror():
    """A folder that holds the AWS provider: TF_PLUGIN_MIRROR, one of Terraform's own, or one that somebody unpacked."""
    provider = "registry.terraform.io/hashicorp/aws"
    named = os.environ.get("TF_PLUGIN_MIRROR")
    own = [
        pathlib.Path.home() / ".terraform.d" / "plugins",
        pathlib.Path("/usr/local/share/terraform/plugins"),
        pathlib.Path("/usr/share/terraform/plugins"),
    ]
    unpacked = sorted(found.parents[2] for found in pathlib.Path("/opt").glob(f"*/{provider}"))
    candidates = [pathlib.Path(named)] if named else own + unpacked
    return next((folder for folder in candidates if any((folder / provider).glob("*"))), None)


@unittest.skipUnless(shutil.which("terraform"), "there is no terraform in PATH")
class Terraform(ChainTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = pathlib.Path(cls.folder.name) / "terraform"
        ignored = shutil.ignore_patterns(".terraform*", "*.tfstate*")
        shutil.copytree(REPOSITORY / "Deploy" / "terraform", cls.root, ignore=ignored)
        cls.example = cls.root / "example"
        mirror = plugin_mirror()
        if mirror is None:
            cls.tearDownClass()
            raise unittest.SkipTest("there is no mirror of the AWS provider on this machine (TF_PLUGIN_MIRROR)")
        cls.mirror = mirror

    def terraform(self, *arguments, **options):
        environment = self.environment(TF_IN_AUTOMATION="1", CHECKPOINT_DISABLE="1")
        return self.run_program("terraform", *arguments, cwd=self.example, env=environment, timeout=900, **options)

    def apply(self, command="apply", **variables):
        pairs = [f"-var={name}={value}" for name, value in ({"zip": self.zip} | variables).items()]
        return self.terraform(command, "-auto-approve", "-input=false", "-no-color", *pairs)

    def plan(self, **variables):
        pairs = [f"-var={name}={value}" for name, value in ({"zip": self.zip} | variables).items()]
        # Exits with 2, and so fails, when there is a difference.
        return self.terraform("plan", "-detailed-exitcode", "-input=false", "-no-color", *pairs)

    def test_apply_then_a_plan_without_a_difference_then_a_launch_then_destroy_leaving_nothing(self):
        self.terraform("init", "-input=false", "-no-color", f"-plugin-dir={self.mirror}")
        self.apply()
        self.plan()

        self.apply(desired_capacity=1)
        self.plan(desired_capacity=1)
        groups = self.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[NAME])
        (instance,) = groups["AutoScalingGroups"][0]["Instances"]
        instance_id = instance["InstanceId"]
        filters = [{"Name": "resource-id", "Values": [instance_id]}, {"Name": "key", "Values": ["Snapshots"]}]
        self.wait_for("the tag", lambda: self.ec2.describe_tags(Filters=filters)["Tags"])
        snapshots = self.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
        self.assertEqual(len(snapshots), 2)

        self.apply("destroy", desired_capacity=1)
        self.assertEqual(self.left_behind(), {})
