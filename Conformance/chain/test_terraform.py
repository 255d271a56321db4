"""Deploy/terraform, applied with Terraform and the AWS provider as they are."""

import os
import pathlib
import shutil
import unittest

from chain import ChainTestCase
from emulator import REPOSITORY

NAME = "snap-and-tag-example"


def plugin_mirror():
    """A folder with the AWS provider, for machines that can't download it; nil where Terraform may."""
    named = os.environ.get("TF_PLUGIN_MIRROR")
    candidates = [named] if named else ["/opt/tf-plugins", os.path.expanduser("~/.terraform.d/plugins")]
    for folder in candidates:
        if any(pathlib.Path(folder).glob("registry.terraform.io/hashicorp/aws/*")):
            return folder
    return None


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
