"""The tutorial, typed with the plain AWS command line."""

import pathlib

from chain import ChainTestCase

HERE = pathlib.Path(__file__).resolve().parent


class TheTutorial(ChainTestCase):
    def test_runs_with_the_aws_command_line_and_leaves_nothing(self):
        output = self.run_program(HERE / "tutorial.sh", self.zip)
        self.assertIn("done: every step did what it should", output)
        self.assertEqual(self.left_behind(), {})
        self.assertEqual(self.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"], [])
