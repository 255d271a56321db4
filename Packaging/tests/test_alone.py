"""That one run at a time works in a folder."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

PACKAGING = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGING))

from alone import alone  # noqa: E402

OTHER = "import sys; sys.path.insert(0, sys.argv[1]); from alone import alone\n" \
    "from pathlib import Path\nwith alone(Path(sys.argv[2])): print('in', flush=True)"


class AloneTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def other(self) -> subprocess.Popen:
        command = [sys.executable, "-c", OTHER, str(PACKAGING), str(self.path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        return process

    def test_another_run_waits_until_the_first_has_ended(self):
        with alone(self.path):
            other = self.other()
            self.assertIn("waiting", other.stdout.readline())
            self.assertIsNone(other.poll())
        self.assertEqual(other.stdout.readline(), "in\n")
        self.assertEqual(other.wait(), 0)

    def test_a_run_that_was_killed_keeps_nobody_out(self):
        with alone(self.path):
            killed = self.other()
            self.assertIn("waiting", killed.stdout.readline())
            killed.kill()
            killed.wait()
        with alone(self.path):
            pass


if __name__ == "__main__":
    unittest.main()
