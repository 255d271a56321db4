"""Compares the function with others that do the same, on a Lambda and an EC2 of the benchmark's own."""

import argparse
import datetime
import json
import sys

import chart
import machine
import report
import workshop
from authorities import make_authorities
from measure import FULL, QUICK, measure
from peers import all_peers

DESCRIPTION = """\
Runs the function beside others that do the same job: two boto3 functions, one in Go, and a bare C program that is
the floor. Prints a table, and keeps the result in Benchmarks/results: as JSON, as a page and as a chart.

Builds what it needs the first time (Go takes some minutes over the SDK), and installs Debian's golang-go with the SDK
and, in .venv-benchmarks, awslambdaric and boto3. A peer that can't be had is left out, and the table says why.
A whole run takes about ten minutes, on a machine that should have nothing else to do."""


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Scripts/bench", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a few events of each, to see that all works; keeps nothing")
    parser.add_argument("--only", default="", metavar="PEER,…", help="of ours,floor,go,boto3-client-once,boto3-as-written")
    parser.add_argument("--bootstrap", metavar="PROGRAM", help="the function, if it isn't to be built")
    parser.add_argument("--no-keep", action="store_true", help="prints the table, and writes no result")
    return parser.parse_args()


def keep(record: dict, lines: list[list[str]], peers: list) -> None:
    folder = workshop.BENCHMARKS / "results"
    folder.mkdir(exist_ok=True)
    base = folder / record["name"]
    base.with_suffix(".json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    base.with_suffix(".md").write_text(report.page(record, lines))
    base.with_suffix(".svg").write_text(chart.draw(record["figures"], peers, record["date"]))
    print(f"\nKept in {base.relative_to(workshop.ROOT)}.json, .md and .svg")


def main() -> int:
    arguments = parsed_arguments()
    plan = QUICK if arguments.quick else FULL
    only = set(filter(None, arguments.only.split(",")))
    try:
        mock, authorities = workshop.mock(), make_authorities()
        peers = all_peers(arguments.bootstrap, only)
        load_before = machine.load()
        figures = measure(mock, peers, authorities, plan)
    except workshop.Unavailable as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    lines = report.table(figures, peers)
    print(report.plain(lines))
    problems = [peer for peer in peers if peer.problem or peer.failures]
    for peer in problems:
        print(*([f"{peer.title}: {peer.problem}"] if peer.problem else report.failures(peer.title, peer.failures)), sep="\n")
    date = datetime.date.today().isoformat()
    record = {
        "name": date, "date": date, "machine": machine.describe(load_before),
        "made_of": {peer.title: peer.problem or peer.made_of for peer in peers},
        "failures": {peer.title: peer.failures for peer in peers if peer.failures}, "figures": figures,
    }
    if not arguments.quick and not arguments.no_keep:
        keep(record, lines, peers)
    return 1 if any(peer.key in ("ours", "floor") for peer in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
