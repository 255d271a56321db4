"""Runs the peers on the mock, one after the other in turns, and gathers what it measured."""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from authorities import Authorities
from peers import Peer


class PeerFailed(Exception):
    """A run that is worth nothing, since the peer didn't do its work."""


@dataclass(frozen=True)
class Plan:
    volumes: tuple[int, ...]
    latencies: tuple[int, ...]
    #: Turns of each peer at a cold start, and at each number of volumes and latency.
    starts: int
    turns: int
    #: How long a turn hands out warm events.
    seconds: float


FULL = Plan(volumes=(1, 2, 16, 128), latencies=(0, 30), starts=30, turns=4, seconds=2)
QUICK = Plan(volumes=(1, 2), latencies=(0, 5), starts=2, turns=1, seconds=0.2)


def run_once(mock, peer: Peer, *options, environment: dict | None = None) -> dict:
    """One run of the peer: what the mock reports."""
    command = [str(mock), *(str(option) for option in options), "--", *peer.command]
    done = subprocess.run(
        command, env=os.environ | peer.environment | (environment or {}), text=True, stdout=subprocess.PIPE
    )
    if not done.stdout:
        raise PeerFailed(f"the mock ended with {done.returncode}")
    report = json.loads(done.stdout)
    if report["faults"]:
        raise PeerFailed(report["faults"][0])
    return report


def spread(values: list[float]) -> dict:
    """Median and ninety-ninth percentile (nearest rank) of how many."""
    ordered = sorted(values)
    rank = max(0, -(-99 * len(ordered) // 100) - 1)
    return {"median": statistics.median(ordered), "p99": ordered[rank], "min": ordered[0], "count": len(ordered)}


def warm_figures(reports: list[dict]) -> dict:
    events = sum(len(report["warm"]) for report in reports)
    return {
        "time": spread([event for report in reports for event in report["warm"]]),
        "turn_medians": [statistics.median(report["warm"]) for report in reports],
        "cpu": sum(report["warm_cpu"] for report in reports) / events,
        "memory": max(report["peak_memory"] for report in reports),
        "connections": max(report["ec2_connections"] for report in reports),
        "connections_warm": sum(report["ec2_connections_warm"] for report in reports),
        "mock_cpu_share": max(report["mock_cpu_share"] for report in reports),
    }


def cold_figures(reports: list[dict]) -> dict:
    return {
        "first_next": spread([report["first_next"] for report in reports]),
        "first_answer": spread([report["first_answer"] for report in reports]),
        "memory": max(report["peak_memory"] for report in reports),
    }


def in_turns(case: str, peers: list[Peer], turns: int, run) -> dict[str, list[dict]]:
    """The reports of every peer that can be run; each turn runs all of them, so that a busy machine hits all alike.

    A peer that fails is left out of this case, with the reason in its `failures`, and of no other.
    """
    report_progress(case)
    able = [peer for peer in peers if peer.problem is None]
    reports: dict[str, list[dict]] = {peer.key: [] for peer in able}
    for _ in range(turns):
        for peer in able:
            if case in peer.failures:
                continue
            try:
                reports[peer.key].append(run(peer))
            except PeerFailed as error:
                peer.failures[case] = str(error)
                print(f"  {peer.title} is left out here: {error}", file=sys.stderr)
    return {peer.key: reports[peer.key] for peer in able if case not in peer.failures}


def measure(mock, peers: list[Peer], authorities: Authorities, plan: Plan) -> dict:
    """Figures by what was measured, then by peer."""
    figures: dict[str, dict] = {}
    tls = ["--volumes", 2, "--certificate", authorities.certificate, "--key", authorities.key]
    for name, bundle in (("cold-bundle", authorities.bundle), ("cold-one-authority", authorities.alone)):
        trust = {"AWS_CA_BUNDLE": str(bundle)}
        case = f"cold starts, TLS, {name}"
        reports = in_turns(case, peers, plan.starts, lambda peer: run_once(mock, peer, *tls, environment=trust))
        figures[name] = {key: cold_figures(done) for key, done in reports.items()}
    for latency in plan.latencies:
        for volumes in plan.volumes:
            name = f"warm-{volumes}-{latency}"
            case = f"warm events, V={volumes}, each answer {latency} ms late"
            options = ["--volumes", volumes, "--latency", latency, "--events", 100_000, "--seconds", plan.seconds]
            reports = in_turns(case, peers, plan.turns, lambda peer: run_once(mock, peer, *options))
            figures[name] = {key: warm_figures(done) for key, done in reports.items()}
    return figures


BEGAN = time.monotonic()


def report_progress(what: str) -> None:
    print(f"{time.monotonic() - BEGAN:6.0f} s  {what}", file=sys.stderr, flush=True)
