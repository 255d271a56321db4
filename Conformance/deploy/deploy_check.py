"""What Scripts/deploy-check does: lists what either tool would make, and checks that both are fit to do it."""

import argparse
import importlib.metadata
import importlib
import pathlib
import stat
import subprocess
import sys
import tempfile
import zipfile

import template
import terraform
from chain import ChainTestCase, zipped
from emulator import REPOSITORY, EmulatorTestCase

ZIP = REPOSITORY / ".build" / "lambda" / "snap-and-tag.zip"
# What a resource is, and which of its members is its name; a kind that there is once needs none.
CLOUDFORMATION = {
    "AWS::CloudWatch::Alarm": ("alarm", "AlarmName"),
    "AWS::IAM::Role": ("role, with its policy", None),
    "AWS::Lambda::EventInvokeConfig": ("retries and failure destination", None),
    "AWS::Lambda::EventSourceMapping": ("event source mapping", None),
    "AWS::Lambda::Function": ("function", "FunctionName"),
    "AWS::Lambda::Permission": ("permission to call the function", None),
    "AWS::Logs::LogGroup": ("log group", "LogGroupName"),
    "AWS::SNS::Subscription": ("subscription", None),
    "AWS::SNS::Topic": ("topic", "TopicName"),
    "AWS::SQS::Queue": ("queue, with its policy", "QueueName"),
}
TERRAFORM = {
    "aws_cloudwatch_log_group": ("log group", "name"),
    "aws_cloudwatch_metric_alarm": ("alarm", "alarm_name"),
    "aws_iam_role": ("role, with its policy", None),
    "aws_lambda_event_source_mapping": ("event source mapping", None),
    "aws_lambda_function": ("function", "function_name"),
    "aws_lambda_function_event_invoke_config": ("retries and failure destination", None),
    "aws_lambda_permission": ("permission to call the function", None),
    "aws_sns_topic": ("topic", "name"),
    "aws_sns_topic_subscription": ("subscription", None),
    "aws_sqs_queue": ("queue, with its policy", "name"),
}
# Resources of their own with one tool, parts of others with the other.
PARTS = {"AWS::SQS::QueuePolicy", "aws_iam_role_policy"}
ROOT = """
    variable "zip" { type = string }

    module "this" {
      source   = "./module"
      zip      = var.zip
      delivery = "%s"
    }
"""


class Unmade(Exception):
    """A check that can't be made on this machine."""


class Cloud(ChainTestCase):
    """A local AWS for Terraform to plan against. It needs no function."""

    @classmethod
    def setUpClass(cls):
        EmulatorTestCase.setUpClass.__func__(cls)
        cls.folder = tempfile.TemporaryDirectory()


class Check:
    def __init__(self, delivery, archive):
        self.delivery = delivery
        self.archive = archive
        self.cloudformation = {}
        self.terraform = {}
        self.results = []

    def run(self):
        self.attempt("cfn-lint", self.lint)
        self.attempt("SAM translation", self.translate)
        self.attempt("terraform fmt", self.terraform_fmt)
        self.attempt("terraform validate, plan", self.terraform_plan)
        self.attempt("both tools", self.compare)
        self.attempt("zip", self.look_into_the_zip)
        self.show()
        return all(outcome != "FAILED" for outcome, _, _ in self.results)

    def attempt(self, name, check):
        try:
            self.results.append(("ok", name, check()))
        except Unmade as reason:
            self.results.append(("not made", name, str(reason)))
        except (AssertionError, OSError, RuntimeError, ValueError, zipfile.BadZipFile) as problem:
            self.results.append(("FAILED", name, str(problem)))

    # the checks: each returns what it found, or raises

    def lint(self):
        command = [pathlib.Path(sys.executable).with_name("cfn-lint"), template.TEMPLATE]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        if result.returncode != 0:
            raise ValueError(result.stdout + result.stderr)
        return f"nothing to say of Deploy/sam/template.yaml (version {importlib.metadata.version('cfn-lint')})"

    def translate(self):
        resolver = template.Resolver(template.translated(), {"Delivery": self.delivery})
        for name, resource in resolver.resources().items():
            if resource["Type"] in PARTS:
                continue
            kind, member = CLOUDFORMATION[resource["Type"]]
            self.cloudformation[kind, resolver.properties(name).get(member, "")] = name
        version = importlib.metadata.version("aws-sam-translator")
        return f"{len(resolver.resources())} resources (version {version})"

    def terraform_fmt(self):
        self.need_terraform()
        result = subprocess.run(
            ["terraform", "fmt", "-check", "-recursive", "-diff", terraform.MODULE],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        if result.returncode != 0:
            raise ValueError(result.stdout + result.stderr)
        return "Deploy/terraform is formatted"

    def terraform_plan(self):
        self.need_terraform()
        if not terraform.mirror():
            raise Unmade(terraform.NO_MIRROR)
        Cloud.setUpClass()
        try:
            folder = pathlib.Path(Cloud.folder.name)
            # What is in the zip doesn't matter for a plan.
            archive = folder / "function.zip"
            archive.write_bytes(zipped("bootstrap", b"", executable=True))
            root = terraform.Root(folder / "root", ROOT % self.delivery, Cloud.environment()).init()
            root.run("validate", "-no-color")
            made = terraform.planned(root.plan(zip=archive))
        finally:
            Cloud.tearDownClass()
        for address, values in made.items():
            resource_type = address.split(".")[0]
            if resource_type in PARTS:
                continue
            kind, member = TERRAFORM[resource_type]
            self.terraform[kind, values.get(member) if member else ""] = address
        return f"{len(made)} resources, planned against local-aws"

    def need_terraform(self):
        if not terraform.is_there():
            raise Unmade("there is no terraform in PATH")

    def compare(self):
        if not self.cloudformation or not self.terraform:
            raise Unmade("one of them has said nothing")
        different = sorted(set(self.cloudformation) ^ set(self.terraform))
        if different:
            raise ValueError(f"only one of them makes {different}")
        return "make the same"

    def look_into_the_zip(self):
        if not self.archive.exists():
            raise ValueError(f"there is no {shown(self.archive)}: Scripts/package makes it")
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(self.archive) as archive:
            names = archive.namelist()
            if names != ["bootstrap"]:
                raise ValueError(f"{shown(self.archive)} is to hold bootstrap and nothing else, not {names}")
            (entry,) = archive.infolist()
            if not (entry.external_attr >> 16) & stat.S_IXOTH:
                raise ValueError(f"bootstrap in {shown(self.archive)} can't be executed by everybody")
            program = pathlib.Path(archive.extract(entry, folder))
            if program.read_bytes()[:4] != b"\x7fELF":
                raise ValueError(f"bootstrap in {shown(self.archive)} is no program for Linux")
            problems = [str(finding) for finding in findings(program, self.archive) if finding.problem]
        if problems:
            raise ValueError("; ".join(problems))
        return f"{shown(self.archive)} is fit ({self.archive.stat().st_size:,} bytes)"

    # what is printed

    def show(self):
        rows = [("what", "name", "CloudFormation", "Terraform")]
        for key in sorted(set(self.cloudformation) | set(self.terraform)):
            rows.append((*key, self.cloudformation.get(key, "-"), self.terraform.get(key, "-")))
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        print(f"What would be made, with delivery {self.delivery}\n")
        for row in rows:
            print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        print("\nChecks\n")
        for outcome, name, words in self.results:
            print(f"  {outcome:8}  {name}: {words.strip()}")
        unmade = [(name, words) for outcome, name, words in self.results if outcome == "not made"]
        if unmade:
            print(f"\nONLY HALF OF IT WAS CHECKED. Not made: {', '.join(name for name, _ in unmade)}; {unmade[0][1]}.")


def findings(program, archive):
    """What Scripts/package's own checks find, if they are there."""
    path = REPOSITORY / "Packaging" / "checks.py"
    if not path.exists():
        return []
    sys.path.insert(0, str(path.parent))
    try:
        return importlib.import_module("checks").check(program, archive)
    finally:
        sys.path.remove(str(path.parent))


def shown(path):
    path = path.resolve()
    return path.relative_to(REPOSITORY) if path.is_relative_to(REPOSITORY) else path


def main():
    parser = argparse.ArgumentParser(
        prog="Scripts/deploy-check",
        description="Lists what the SAM template and the Terraform module would make, and checks both and the zip. "
        "Needs no AWS account: the template is translated, the module is planned against local-aws.",
    )
    parser.add_argument("--delivery", choices=("direct", "queue"), default="direct", help="how launches arrive")
    parser.add_argument("--zip", type=pathlib.Path, default=ZIP, help="the function, if not as Scripts/package names it")
    arguments = parser.parse_args()
    return 0 if Check(arguments.delivery, arguments.zip).run() else 1


if __name__ == "__main__":
    sys.exit(main())
