"""Comes last: whether the other tests, together, have had every action of local-aws answered."""

import re
import subprocess
import unittest

from emulator import ANSWERED, executable


def emulated():
    """The actions on the coverage page: (service, action)."""
    page = subprocess.run([executable(), "coverage"], capture_output=True, text=True, check=True).stdout
    actions, service = set(), None
    for line in page.splitlines():
        if heading := re.match(r"## (\S+)$", line):
            service = heading.group(1)
        elif service and (row := re.match(r"\| (\w+) \|", line)) and row.group(1) != "action":
            actions.add((service, row.group(1)))
    return actions


# Terraform asks for these; no instance and no user here has any, and the refusal is the answer.
REFUSED = {("ec2", "GetInstanceUefiData"), ("iam", "DeleteLoginProfile"), ("iam", "GetLoginProfile")}


class EveryAction(unittest.TestCase):
    def test_is_called_and_its_answer_parsed(self):
        if not ANSWERED:
            self.skipTest("the other tests were not run")
        actions = emulated()
        self.assertGreater(len(actions), 300)
        missing = sorted(f"{service}:{action}" for service, action in actions - ANSWERED - REFUSED)
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()
