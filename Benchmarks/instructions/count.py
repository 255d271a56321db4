"""Counts instructions, which are the same on a busy machine and on a quiet one."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "comparison"))

from workshop import BENCHMARKS, ROOT, WORK, Unavailable, call, compiler, is_newer, mock, release_bootstrap  # noqa: E402

#: What Scripts/package makes. It is counted if it is there.
PACKED = ROOT / ".build/lambda/bootstrap"
#: Volumes of the launched instance: as most have, and as many as show what a volume costs.
VOLUMES, MANY_VOLUMES = 2, 16
#: Warm events are what a run with so many has more than one with so few.
FEW_EVENTS, MANY_EVENTS = 10, 40
#: How late answers are, in milliseconds: so late that each is waited for. Of one that comes at once it hangs on chance whether
#: it is there when the function looks the first time, and that is 2 % of an event.
LATENCY = 20
#: Of the workloads, as of the events.
FEW_TIMES, MANY_TIMES = 100, 1100
#: Of so many cold starts the least counts.
STARTS = 5

WORKLOADS = {
    "sign one request": ["sign"],
    "decode DescribeVolumes of two volumes": ["xml", ROOT / "Fixtures/ec2-responses/DescribeVolumes.two.xml"],
    "decode a launch event": ["event", ROOT / "Fixtures/sns-events/launch.json"],
}


def preload() -> Path:
    source, target = BENCHMARKS / "instructions/valgrind.c", WORK / "valgrind.so"
    WORK.mkdir(parents=True, exist_ok=True)
    if not is_newer(target, [source]):
        call(compiler(), "-std=gnu17", "-O2", "-shared", "-fPIC", source, "-o", target)
    return target


def counted(*program) -> list[str]:
    """The command that runs a program under callgrind."""
    return [
        "env", f"LD_PRELOAD={preload()}", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
        *map(str, program),
    ]


def collected(text: str) -> int:
    match = re.search(r"Collected : (\d+)", text)
    if match is None:
        raise Unavailable(f"valgrind counted nothing: {text.strip().splitlines()[-1] if text.strip() else 'no output'}")
    return int(match.group(1))


def under_lambda(bootstrap: Path, volumes: int, events: int) -> int:
    """Instructions of the function from its start to its request for the event after so many."""
    with tempfile.NamedTemporaryFile(mode="r", prefix="callgrind-") as log:
        options = ["--volumes", volumes, "--events", events, "--latency", LATENCY, "--seconds", 600, "--patience", 120]
        options += ["--log", log.name]
        done = subprocess.run(
            [str(part) for part in [mock(), *options, "--", *counted(bootstrap)]], text=True, capture_output=True
        )
        if done.returncode != 0:
            raise Unavailable(f"the function didn't do its work under valgrind: {done.stdout.strip() or done.stderr.strip()}")
        return collected(log.read())


def of_workload(program: Path, arguments: list, times: int) -> int:
    name, *rest = arguments
    done = subprocess.run(counted(program, name, times, *rest), text=True, capture_output=True)
    if done.returncode != 0:
        raise Unavailable(f"workloads {name} failed: {done.stderr.strip()[-200:]}")
    return collected(done.stderr)


def cold_start(bootstrap: Path) -> int:
    """The least of several: what a thread does between the request and the end isn't always over in time."""
    return min(under_lambda(bootstrap, VOLUMES, 0) for _ in range(STARTS))


def warm_event(bootstrap: Path, volumes: int = VOLUMES) -> int:
    more = under_lambda(bootstrap, volumes, MANY_EVENTS) - under_lambda(bootstrap, volumes, FEW_EVENTS)
    return more // (MANY_EVENTS - FEW_EVENTS)


def warm_event_of_many(bootstrap: Path) -> int:
    return warm_event(bootstrap, MANY_VOLUMES)


#: What is counted of the function: as `swift build` makes it, and as it is packed.
OF_FUNCTION = {
    "cold start, to the first request for an event": cold_start,
    f"one warm event, {VOLUMES} volumes": warm_event,
    f"one warm event, {MANY_VOLUMES} volumes": warm_event_of_many,
}
OF_PACKED = {
    "packed: cold start, to the first request for an event": cold_start,
    f"packed: one warm event, {VOLUMES} volumes": warm_event,
}
TITLES = [*OF_FUNCTION, *OF_PACKED, *WORKLOADS]


def once(program: Path, arguments: list) -> int:
    more = of_workload(program, arguments, MANY_TIMES) - of_workload(program, arguments, FEW_TIMES)
    return more // (MANY_TIMES - FEW_TIMES)


def count_all(bootstrap: Path | None, workloads: Path | None, only: str = "") -> dict[str, int]:
    """Instructions by what they are for, of what has `only` in its title. Programs that aren't given are built."""
    counts = {}
    for title, count in OF_FUNCTION.items():
        if only in title:
            bootstrap = bootstrap or release_bootstrap()
            counts[title] = count(bootstrap)
    for title, count in OF_PACKED.items():
        if only in title and PACKED.exists():
            counts[title] = count(PACKED)
    for title, arguments in WORKLOADS.items():
        if only in title:
            workloads = workloads or build_workloads()
            counts[title] = once(workloads, arguments)
    return counts


def build_workloads() -> Path:
    command = ["swift", "build", "--package-path", ROOT, "--configuration", "release", "--product", "workloads"]
    call(*command)
    return Path(call(*command, "--show-bin-path").strip()) / "workloads"


def major_and_minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def made_with() -> dict[str, str]:
    """What the counts depend on beside the function's own code. Debian's patches of a library don't change what it costs,
    and come every few weeks."""
    version = call("swift", "--version")
    swift = re.search(r"Swift version (\S+)", version)
    return {
        "swift": swift.group(1) if swift else version.splitlines()[0],
        "architecture": os.uname().machine,
        "libcurl": major_and_minor(call("curl-config", "--version").split()[1]),
        "openssl": major_and_minor(call("openssl", "version").split()[1]),
        "libc": os.confstr("CS_GNU_LIBC_VERSION") or "unknown",
    }
