"""What is said of the list of hot functions."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import program  # noqa: E402

SYMBOLS = """
0000000000203708 T main
0000000000203710 t local
0000000000203720 W weak
                 U getenv
0000000000b3e638 D data
"""


class HotFunctionsTests(unittest.TestCase):
    def test_functions_are_what_the_program_has_itself_and_no_data(self):
        self.assertEqual(program.own_functions(SYMBOLS), {"main", "local", "weak"})

    def test_a_list_of_this_program_is_nothing_to_warn_of(self):
        words = program.of_hot_functions(["main", "local", "weak", "more", "gone"], {"main", "local", "weak", "more"})
        self.assertNotIn("warning", words)

    def test_a_list_of_another_program_is_told(self):
        words = program.of_hot_functions(["main", "gone", "lost", "away"], {"main", "local"})
        self.assertIn("25% of the 4 functions", words)
        self.assertIn("warning", words)


if __name__ == "__main__":
    unittest.main()
