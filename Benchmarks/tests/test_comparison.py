"""The comparison: what the mock finds out, and what is made of figures."""

import json
import os
import pathlib
import subprocess
import sys
import unittest
import unittest.mock
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks/comparison"))

import chart  # noqa: E402
import machine  # noqa: E402
import report  # noqa: E402
import workshop  # noqa: E402
from authorities import make_authorities  # noqa: E402
from measure import PeerFailed, in_turns, spread  # noqa: E402
from peers import Peer, floor  # noqa: E402


PACKED = ROOT / ".build/lambda/bootstrap"


def run_mock(*arguments) -> tuple[int, dict]:
    command = [str(argument) for argument in [workshop.mock(), *arguments]]
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE)
    return done.returncode, json.loads(done.stdout)


class MockTests(unittest.TestCase):
    def test_a_peer_that_makes_no_snapshots_is_found_out(self):
        status, result = run_mock("--volumes", 3, "--", sys.executable, ROOT / "Benchmarks/tests/idle_peer.py")
        self.assertEqual(status, 1)
        self.assertEqual(result["faults"], ["event 1 ended with 0 snapshots of 3 volumes and 0 CreateTags"])

    def test_a_peer_that_ends_is_found_out(self):
        status, result = run_mock("--", "true")
        self.assertEqual(status, 1)
        self.assertEqual(result["faults"], ["the peer ended by itself"])

    def test_the_floor_does_the_whole_work(self):
        peer = Peer("floor", "floor")
        floor(peer)
        # With answers that come at once, it is chance how many connections five snapshots take in the first event.
        status, result = run_mock("--volumes", 5, "--events", 8, "--latency", 20, "--", *peer.command)
        self.assertEqual((status, result["faults"]), (0, []))
        expected = {
            "DescribeVolumes": 8, "DescribeSnapshots": 8, "DescribeInstances": 8, "CreateSnapshot": 40, "CreateTags": 8
        }
        self.assertEqual(result["requests"], expected)
        self.assertEqual(result["ec2_connections_warm"], 0)

    @unittest.skipUnless(PACKED.exists(), "Scripts/package hasn't been run")
    def test_the_floor_sends_as_many_bytes_as_the_function(self):
        peer = Peer("floor", "floor")
        floor(peer)
        sent = [run_mock("--volumes", 30, "--events", 2, "--", *command)[1] for command in (peer.command, [PACKED])]
        self.assertEqual(sent[0]["body_bytes"], sent[1]["body_bytes"])
        self.assertEqual(sent[0]["requests"], sent[1]["requests"])

    def test_the_floor_opens_one_connection_ahead_over_TLS(self):
        peer, authorities = Peer("floor", "floor"), make_authorities()
        floor(peer)
        with unittest.mock.patch.dict(os.environ, {"AWS_CA_BUNDLE": str(authorities.alone)}):
            status, result = run_mock(
                "--events", 2, "--certificate", authorities.certificate, "--key", authorities.key, "--", *peer.command
            )
        self.assertEqual((status, result["faults"]), (0, []))
        self.assertEqual(result["pings"], 1)

    def test_answers_are_as_late_as_asked_for(self):
        peer = Peer("floor", "floor")
        floor(peer)
        _, result = run_mock("--events", 7, "--latency", 20, "--", *peer.command)
        self.assertTrue(all(event >= 60_000 for event in result["warm"]), result["warm"])


class TurnsTests(unittest.TestCase):
    def test_a_peer_that_fails_in_one_case_is_measured_in_the_next(self):
        weak, strong = Peer("weak", "Weak"), Peer("strong", "Strong")

        def fail_if_weak(peer):
            if peer is weak:
                raise PeerFailed("it gave up")
            return {}

        self.assertEqual(in_turns("hard", [weak, strong], 2, fail_if_weak), {"strong": [{}, {}]})
        self.assertEqual(in_turns("easy", [weak, strong], 1, lambda peer: {}), {"weak": [{}], "strong": [{}]})
        self.assertEqual(weak.failures, {"hard": "it gave up"})
        self.assertEqual(report.failures(weak.title, weak.failures), ["Weak, hard: left out, since it gave up"])
        self.assertIsNone(weak.problem)


def figures() -> dict:
    """Figures of ours, taking 2 ms, and of the floor, taking 1 ms; Go couldn't be had."""
    def warm(time: float) -> dict:
        times = spread([time])
        return {"time": times, "cpu": time, "memory": 2048, "connections": 3, "mock_cpu_share": 0.1}

    def cold(time: float) -> dict:
        return {"first_next": spread([time]), "first_answer": spread([time]), "memory": 2048}

    both = {"ours": 2000.0, "floor": 1000.0}
    return {
        "cold-bundle": {key: cold(time) for key, time in both.items()},
        "cold-one-authority": {key: cold(time) for key, time in both.items()},
        "warm-2-0": {key: warm(time) for key, time in both.items()},
        "warm-2-30": {key: warm(time + 90_000) for key, time in both.items()},
    }


PEERS = [Peer("go", "Go", problem="not here"), Peer("ours", "ours", zip_size=3_000_000), Peer("floor", "floor")]


class ReportTests(unittest.TestCase):
    def rows(self) -> dict[str, list[str]]:
        return {line[0].strip(): line for line in report.table(figures(), PEERS)}

    def test_a_budget_is_met_or_missed(self):
        rows = self.rows()
        self.assertEqual(rows["warm event, V=2, ms"][1:], ["–", "2", "1", "2.00", "1.5 × floor: missed"])
        self.assertEqual(rows["warm event, V=2, each answer 30 ms late, ms"][-1], "3 round trips + 3 ms: met")
        self.assertEqual(rows["zip, MB"][1:], ["–", "3", "–", "", "4: met"])

    def test_a_budget_that_hangs_on_a_peer_that_is_missing_is_left_open(self):
        self.assertEqual(self.rows()["start → first answer, TLS, the system's authorities, ms"][-1], "below Go")

    def test_the_page_says_what_is_left_out_and_how_much_of_the_floors_time_is_the_mocks(self):
        record = {
            "name": "today", "date": "today", "machine": machine.describe(0), "made_of": {"Go": "Go 1"},
            "failures": {"Go": {"cold starts": "it gave up"}}, "figures": figures(),
        }
        page = report.page(record, report.table(figures(), PEERS))
        self.assertIn("\n* Go, cold starts: left out, since it gave up\n", page)
        self.assertIn("\n* V=2, 30 ms late: ours 1, floor 1; s = 10%\n", page)
        self.assertRegex(page, r", kernel \d+\.\d+; load")

    def test_the_chart_is_an_svg_with_every_peer_that_was_measured(self):
        tree = xml.etree.ElementTree.fromstring(chart.draw(figures(), PEERS, "2026-11-24"))
        texts = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("ours", texts)
        self.assertNotIn("Go", texts)

    def test_the_percentile_is_of_nearest_rank(self):
        self.assertEqual(spread(list(range(1, 201)))["p99"], 198)
        self.assertEqual(spread([7])["p99"], 7)


if __name__ == "__main__":
    unittest.main()
