"""Runs bootstrap against moto's server, and compares through boto3 what it says with what is there.

The server runs in this process, on a free port of 127.0.0.1, and ends with it. bootstrap runs as a child process in an
environment that has only what a test puts there.
"""

import argparse
import os
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    options = parse_options()
    # boto3 must not find this machine's own configuration, nor moto a thousand snapshots of Amazon's images.
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_")) or name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ.update(MOTO_EC2_LOAD_DEFAULT_AMIS="false", AWS_CONFIG_FILE=os.devnull)
    os.environ.update(AWS_SHARED_CREDENTIALS_FILE=os.devnull)

    from case import CloudTestCase
    from server import MotoServer

    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{pattern}*" for pattern in options.patterns] or None
    with MotoServer() as server:
        CloudTestCase.prepare(server, options.bootstrap)
        suite = loader.discover(str(HERE))
        result = unittest.TextTestRunner(verbosity=2 if options.verbose else 1).run(suite)
    runs = CloudTestCase.program.runs
    print(f"{runs} runs of bootstrap", file=sys.stderr)
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap", required=True, type=lambda text: Path(text).resolve(strict=True))
    parser.add_argument("-k", dest="patterns", action="append", default=[], help="only tests with this in their names")
    parser.add_argument("-v", dest="verbose", action="store_true", help="name each test")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
