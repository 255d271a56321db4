"""Deploy/terraform, applied with Terraform and the AWS provider as they are."""

import os
import pathlib
import re
import shutil
import tempfile
import unittest
import unittest.mock

from chain import ChainTestCase
from emulator import REPOSITORY

NAME = "snap-and-tag-example"


PROVIDER = "registry.terraform.io/hashicorp/aws"
NO_MIRROR = "no mirror of the AWS provider is found: set TF_PLUGIN_MIRROR, or name one in Terraform's CLI configuration"


def configured_mirrors():
    """The filesystem mirrors, and the plugin cache, which has the same form, of Terraform's CLI configuration."""
    named = os.environ.get("TF_CLI_CONFIG_FILE")
    file = pathlib.Path(named) if named else pathlib.Path.home() / ".terraformrc"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    paths = re.findall(r'^[^#]*\b(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"', text, re.MULTILINE)
    return [pathlib.Path(path).expanduser() for path in paths]


def plugin_mirror():
    """A folder that holds the AWS provider, or None: TF_PLUGIN_MIRROR and no other; else one that Terraform's CLI
    configuration names, or one in which Terraform looks by itself."""
    named = os.environ.get("TF_PLUGIN_MIRROR")
    own = [
        pathlib.Path.home() / ".terraform.d" / "plugins",
        pathlib.Path("/usr/local/share/terraform/plugins"),
        pathlib.Path("/usr/share/terraform/plugins"),
    ]
    candidates = [pathlib.Path(named)] if named else [*configured_mirrors(), *own]
    return next((folder for folder in candidates if any((folder / PROVIDER).glob("*"))), None)


class TheMirror(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "mirror" / PROVIDER / "5.100.0").mkdir(parents=True)

    def found(self, **variables):
        kept = {name: value for name, value in os.environ.items() if name != "TF_PLUGIN_MIRROR"}
        with unittest.mock.patch.dict(os.environ, kept | variables, clear=True):
            return plugin_mirror()

    def test_the_variable_names_it(self):
        self.assertEqual(self.found(TF_PLUGIN_MIRROR=str(self.folder / "mirror")), self.folder / "mirror")
        self.assertIsNone(self.found(TF_PLUGIN_MIRROR=str(self.folder)))

    def test_elsewhere_it_is_looked_for_only_where_terraform_looks(self):
        asked = []

        def glob(folder, _):
            asked.append(str(folder))
            return iter(())

        with unittest.mock.patch.object(pathlib.Path, "glob", glob):
            self.assertIsNone(self.found(TF_CLI_CONFIG_FILE=str(self.folder / "nowhere.rc")))
        places = [f"{pathlib.Path.home()}/.terraform.d", "/usr/local/share/terraform", "/usr/share/terraform"]
        self.assertEqual(asked, [f"{place}/plugins/{PROVIDER}" for place in places])

    def test_terraforms_configuration_names_it(self):
        file = self.folder / "terraform.rc"
        for text in ('provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n', 'plugin_cache_dir = "%s"\n'):
            with self.subTest(text):
                file.write_text(text % (self.folder / "mirror"), encoding="utf-8")
                self.assertEqual(self.found(TF_CLI_CONFIG_FILE=str(file)), self.folder / "mirror")
                file.write_text("# " + file.read_text(encoding="utf-8").replace("\n", "\n# "), encoding="utf-8")
                self.assertNotEqual(self.found(TF_CLI_CONFIG_FILE=str(file)), self.folder / "mirror")


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
            raise unittest.SkipTest(NO_MIRROR)
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
