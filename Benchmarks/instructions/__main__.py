"""Holds the function to the instructions that it was measured to take."""

import argparse
import json
import sys
from pathlib import Path

from count import BENCHMARKS, OF_PACKED, TITLES, Unavailable, count_all, made_with

PINS = BENCHMARKS / "instructions.json"

DESCRIPTION = """\
Counts the instructions of a cold start, of one warm event, and of signing a request and decoding an answer and an
event, and fails when one of them exceeds the count pinned in Benchmarks/instructions.json by more than the tolerance.
Nothing is timed: the counts are valgrind's, and the same however busy the machine is. What Scripts/package has made is
counted, too, if it is there.

The counts belong to one compiler and one set of system libraries. With others there is nothing to compare: the counts
are shown, and all is well unless --strict says that it isn't."""


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Scripts/instructions", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pin", action="store_true", help="writes what is counted now as what is allowed")
    parser.add_argument("--strict", action="store_true", help="fails when there is nothing to compare with")
    parser.add_argument("--only", default="", metavar="TEXT", help="counts only what has that in its title")
    parser.add_argument("--bootstrap", type=Path, help="the function, if it isn't to be built")
    parser.add_argument("--workloads", type=Path, help="the workloads, if they aren't to be built")
    parser.add_argument("--pins", type=Path, default=PINS, help=argparse.SUPPRESS)
    return parser.parse_args()


def verdict(counts: dict[str, int], pins: dict[str, int], tolerance: float) -> tuple[list[str], bool]:
    """A line for each count, and whether none exceeds what is allowed."""
    lines, well = [], True
    for title, count in counts.items():
        pinned = pins.get(title)
        line = f"{count:>12,}  {title}"
        if pinned is None:
            line += ", not pinned: run Scripts/instructions --pin"
            well = False
        else:
            line += f", {count / pinned - 1:+.1%} of what is pinned"
            if count > pinned * (1 + tolerance):
                line += f", and more than {tolerance:.0%} are too much"
                well = False
            elif count < pinned * (1 - tolerance):
                line += ": pin the gain with Scripts/instructions --pin"
        lines.append(line)
    return lines, well


def pin(path: Path, counts: dict[str, int], made: dict[str, str], tolerance: float) -> None:
    path.write_text(json.dumps({"tolerance": tolerance, "made_with": made, "instructions": counts}, indent=2) + "\n")
    print(f"Pinned in {path.name}.")


def main() -> int:
    arguments = parsed_arguments()
    pins = json.loads(arguments.pins.read_text())
    try:
        made = made_with()
        counts = count_all(arguments.bootstrap, arguments.workloads, arguments.only)
    except Unavailable as error:
        print(f"instructions: {error}", file=sys.stderr)
        return 1
    lines, well = verdict(counts, pins["instructions"], pins["tolerance"])
    if arguments.pin:
        print("\n".join(lines))
        kept = pins["instructions"] if made == pins["made_with"] else {}
        pinned = {title: (kept | counts)[title] for title in TITLES if title in kept | counts}
        pin(arguments.pins, pinned, made, pins["tolerance"])
        if not pinned.keys() >= OF_PACKED.keys():
            print("Nothing is pinned of the packed function: run Scripts/package before.")
        return 0
    if made != pins["made_with"]:
        different = [
            f"{name} is {made[name]}, not {pinned}" for name, pinned in pins["made_with"].items() if made[name] != pinned
        ]
        print(*(f"{count:>12,}  {title}" for title, count in counts.items()), sep="\n")
        print(f"Not compared, since the counts were pinned on something else: {'; '.join(different)}.")
        return 1 if arguments.strict else 0
    print("\n".join(lines))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
