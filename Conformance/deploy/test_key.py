"""Deploy/ with a KMS key of one's own, by the SAM template and by Terraform."""

import pathlib
import unittest

import key_case
import terraform
from stack import Stack
from terraform import needs_terraform

MODULES = """
    variable "zip" { type = string }
    variable "key" { type = string }

    module "direct" {
      source      = "./module"
      name        = "direct"
      zip         = var.zip
      groups      = ["web"]
      kms_key_arn = var.key
    }

    module "queue" {
      source      = "./module"
      name        = "queue"
      zip         = var.zip
      delivery    = "queue"
      groups      = ["api"]
      kms_key_arn = var.key
    }
"""


class TheTemplate(key_case.KeyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for delivery, group in key_case.GROUPS.items():
            parameters = {"Name": delivery, "Delivery": delivery, "KmsKeyArn": key_case.KEY}
            stack = Stack(cls.client, cls.zip.read_bytes(), cls.account, **parameters).create()
            cls.make_group(group, stack.output("TopicArn"))


@needs_terraform
class TheModule(key_case.KeyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for group in key_case.GROUPS.values():
            cls.make_group(group)
        cls.variables = {"zip": cls.zip, "key": key_case.KEY}
        try:
            cls.root = terraform.Root(pathlib.Path(cls.folder.name) / "root", MODULES, cls.environment()).init()
            cls.root.apply(**cls.variables)
        except BaseException:
            cls.tearDownClass()
            raise

    def test_a_second_plan_finds_nothing_to_change(self):
        arguments = ("-detailed-exitcode", "-input=false", "-no-color", *terraform.pairs(self.variables))
        result = self.root.run("plan", *arguments, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
