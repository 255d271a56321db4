"""The C libraries: what is said of branch counts that are of other code."""

import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import libraries  # noqa: E402
from toolchain import call, tool  # noqa: E402

SOURCE = "int chosen(int x) { return x > 1 ? x * 3 : x - 5; }\nint main(void) { return chosen(1); }\n"


def said_of(counts: str, source: str) -> str:
    """What the compiler says of such counts."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "counts").write_text(counts)
        (folder / "source.c").write_text(source)
        call([tool("llvm-profdata"), "merge", f"--output={folder}/indexed", f"{folder}/counts"])
        return call(
            [tool("clang"), "-O2", f"-fprofile-use={folder}/indexed", "-c", "source.c", "-o", "/dev/null"], cwd=folder
        )


class BranchCountsTests(unittest.TestCase):
    def test_counts_of_other_code_are_told_of(self):
        said = said_of(":ir\nchosen\n12345\n2\n7\n9\n", SOURCE)
        self.assertRegex(libraries.of_other_code(said), "^    warning: 1 of its functions .*, chosen for one; ")

    def test_counts_of_the_code_are_not(self):
        self.assertEqual(libraries.of_other_code(said_of(":ir\nanother\n12345\n1\n7\n", SOURCE)), "")

    def test_no_folder_of_a_machine_stands_in_the_counts(self):
        places = re.findall(r"^(.*);", libraries.BRANCH_COUNTS.read_text(), re.MULTILINE)
        self.assertTrue(places)
        self.assertEqual([place for place in places if place.startswith("/")], [])


if __name__ == "__main__":
    unittest.main()
