"""Runs Terraform on a copy of Deploy/terraform, with a root that uses it."""

import importlib
import json
import os
import pathlib
import shutil
import subprocess
import textwrap
import unittest

from emulator import REPOSITORY

MODULE = REPOSITORY / "Deploy" / "terraform"
# Of Conformance/chain, which knows where Terraform finds its provider.
CHAIN = importlib.import_module("test_terraform")
NO_MIRROR = CHAIN.NO_MIRROR


def is_there():
    return shutil.which("terraform") is not None


def mirror():
    """A folder that holds the AWS provider; None if there is none on this machine."""
    return CHAIN.plugin_mirror()


def needs_terraform(decorated):
    """Has a test or a class of tests skipped, with the reason, where Terraform can't be run."""
    decorated = unittest.skipUnless(is_there(), "there is no terraform in PATH")(decorated)
    return unittest.skipUnless(mirror(), NO_MIRROR)(decorated)


class Root:
    """A folder with a configuration that uses the module as `./module`."""

    def __init__(self, folder, text, environment):
        self.folder = pathlib.Path(folder)
        ignored = shutil.ignore_patterns(".terraform*", "*.tfstate*", "example")
        shutil.copytree(MODULE, self.folder / "module", ignore=ignored)
        (self.folder / "main.tf").write_text(textwrap.dedent(text), encoding="utf-8")
        quiet = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
        self.environment = environment | quiet

    def run(self, *arguments, check=True, timeout=900):
        result = subprocess.run(
            ["terraform", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and result.returncode != 0:
            words = result.stdout + result.stderr
            raise AssertionError(f"terraform {arguments} ended with {result.returncode}\n{words}")
        return result

    def init(self):
        self.run("init", "-input=false", "-no-color", f"-plugin-dir={mirror()}")
        return self

    def apply(self, **variables):
        self.run("apply", "-auto-approve", "-input=false", "-no-color", *pairs(variables))

    def destroy(self, **variables):
        self.run("destroy", "-auto-approve", "-input=false", "-no-color", *pairs(variables))

    def plan(self, **variables):
        """What would be made, as Terraform's JSON says it."""
        self.run("plan", "-out=saved", "-input=false", "-no-color", *pairs(variables))
        return json.loads(self.run("show", "-json", "saved").stdout)

    def output(self):
        return {name: value["value"] for name, value in json.loads(self.run("output", "-json").stdout).items()}


def pairs(variables):
    return [f"-var={name}={value}" for name, value in variables.items()]


def planned(plan):
    """The planned resources' values by address, without the module's name before it."""
    return {
        change["address"].removeprefix("module.this."): change["change"]["after"]
        for change in plan["resource_changes"]
        if change["change"]["actions"] == ["create"]
    }
