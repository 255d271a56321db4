"""The guard over instructions: that it fails when it should, and only then."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINS = json.loads((ROOT / "Benchmarks/instructions.json").read_text())
SIGN = "sign one request"
sys.path.insert(0, str(ROOT / "Benchmarks/instructions"))

from count import TITLES, made_with, major_and_minor  # noqa: E402


def run_guard(pins: dict, *options) -> subprocess.CompletedProcess:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(pins, file)
        file.flush()
        command = [sys.executable, ROOT / "Benchmarks/instructions", "--only", SIGN, "--pins", file.name, *options]
        return subprocess.run(command, text=True, capture_output=True, env=os.environ)


def pinned_here() -> dict:
    """The pins, as if they had been made on this machine."""
    return PINS | {"made_with": made_with()}


class InstructionsTests(unittest.TestCase):
    def test_a_count_above_its_pin_fails(self):
        done = run_guard(pinned_here() | {"instructions": {SIGN: PINS["instructions"][SIGN] // 2}})
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("are too much", done.stdout)

    def test_a_count_below_its_pin_passes_and_asks_to_be_pinned(self):
        done = run_guard(pinned_here() | {"instructions": {SIGN: PINS["instructions"][SIGN] * 2}})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("pin the gain", done.stdout)

    def test_a_count_without_a_pin_fails(self):
        done = run_guard(pinned_here() | {"instructions": {}})
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)

    def test_counts_of_another_compiler_are_not_compared(self):
        pins = pinned_here()
        pins["made_with"]["swift"] = "5.0"
        done = run_guard(pins | {"instructions": {SIGN: 1}})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Not compared", done.stdout)
        self.assertIn("not 5.0", done.stdout)

    def test_counts_of_another_compiler_fail_where_comparing_is_a_must(self):
        pins = pinned_here()
        pins["made_with"]["swift"] = "5.0"
        done = run_guard(pins | {"instructions": {SIGN: 1}}, "--strict")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("Not compared", done.stdout)

    def test_a_patch_of_a_library_is_no_other_library(self):
        self.assertEqual(major_and_minor("7.88.1"), "7.88")
        self.assertEqual(major_and_minor("3.0.22"), "3.0")
        for name in ("libcurl", "openssl"):
            self.assertRegex(made_with()[name], r"^\d+\.\d+$")
            self.assertRegex(PINS["made_with"][name], r"^\d+\.\d+$")

    def test_what_is_pinned_is_what_is_counted(self):
        self.assertLessEqual(set(PINS["instructions"]), set(TITLES))


if __name__ == "__main__":
    unittest.main()
