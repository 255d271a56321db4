"""The checks of the packed program: what each lets pass, and what it doesn't."""

import pathlib
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import checks  # noqa: E402

#: As llvm-objdump --private-headers prints it, shortened.
HEADERS = """
bootstrap:\tfile format elf64-x86-64

Dynamic Section:
  NEEDED               libm.so.6
  NEEDED               libc.so.6
  NEEDED               ld-linux-x86-64.so.2

Version References:
  required from libm.so.6:
    0x06969189 0x00 05 GLIBC_2.29
    0x09691a75 0x00 02 GLIBC_2.2.5
  required from libc.so.6:
    0x069691b4 0x00 03 GLIBC_2.34
"""


class LibrariesTests(unittest.TestCase):
    def test_the_c_library_and_its_like_pass(self):
        self.assertEqual(checks.libraries(HEADERS).problem, "")

    def test_any_other_library_is_a_problem(self):
        found = checks.libraries(HEADERS + "  NEEDED               libcurl.so.4\n")
        self.assertIn("libcurl.so.4", found.problem)

    def test_a_program_that_needs_not_even_the_c_library_was_not_understood(self):
        for headers in ("", "bootstrap: file format elf64-x86-64\n", HEADERS.replace("libc.so.6", "libc.musl")):
            with self.subTest(headers):
                self.assertIn("libc.so.6 should be among them", checks.libraries(headers).problem)


class VersionsTests(unittest.TestCase):
    def test_the_newest_is_the_greatest_by_numbers_not_by_letters(self):
        found = checks.newest_version(HEADERS, "GLIBC")
        self.assertEqual((found.found, found.problem), ("2.34", ""))

    def test_a_newer_one_is_a_problem(self):
        found = checks.newest_version(HEADERS + "    0x0 0x00 06 GLIBC_2.36\n", "GLIBC")
        self.assertEqual(found.found, "2.36")
        self.assertIn("provided.al2023 has 2.34", found.problem)

    def test_a_version_without_a_number_is_a_problem(self):
        for version in ("ABI_DT_RELR", "PRIVATE", "2.x"):
            with self.subTest(version):
                found = checks.newest_version(HEADERS + f"    0x0 0x00 06 GLIBC_{version}\n", "GLIBC")
                self.assertIn(f"GLIBC_{version}", found.problem)

    def test_headers_without_any_version_of_glibc_were_not_understood(self):
        self.assertNotEqual(checks.newest_version("", "GLIBC").problem, "")

    def test_a_program_without_C_plus_plus_passes(self):
        for prefix in ("GLIBCXX", "CXXABI", "GCC"):
            self.assertEqual(checks.newest_version(HEADERS, prefix).problem, "", prefix)


class ZipTests(unittest.TestCase):
    def entry(self, *names: str, mode: int = 0o100755) -> checks.Finding:
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for name in names:
                    entry = zipfile.ZipInfo(name)
                    entry.external_attr = mode << 16
                    archive.writestr(entry, b"program")
            file.flush()
            return checks.entry(pathlib.Path(file.name))

    def test_bootstrap_alone_executable_by_all_passes(self):
        self.assertEqual(self.entry("bootstrap").problem, "")

    def test_anything_else_is_a_problem(self):
        self.assertNotEqual(self.entry().problem, "")
        self.assertNotEqual(self.entry("bootstrap", "more").problem, "")
        self.assertNotEqual(self.entry("folder/bootstrap").problem, "")
        self.assertNotEqual(self.entry("bootstrap", mode=0o100644).problem, "")


if __name__ == "__main__":
    unittest.main()
