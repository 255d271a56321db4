"""The packed program in a form that valgrind can read, and what the instructions of its events are spent on."""

import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from count import LATENCY, preload
from toolchain import tool
from workshop import ROOT, Unavailable, call, mock


def with_symbols(folder: Path) -> Path:
    """The packed program with its symbols, and without what else debuggers read, which valgrind doesn't understand."""
    call(ROOT / "Scripts/package")
    (built,) = (ROOT / ".build/lambda/swift").glob("*-linux-gnu/release/bootstrap")
    program = folder / "bootstrap"
    call(tool("llvm-objcopy"), "--strip-debug", built, program)
    return program


def instructions_by_function(program: Path, events: int, volumes: int) -> Counter:
    """Instructions of a run of so many events, by the function they stand in: whether it is the program's own, and its
    name."""
    with tempfile.TemporaryDirectory(prefix="callgrind-") as folder:
        profile = Path(folder, "profile")
        options = ["--volumes", volumes, "--events", events, "--latency", LATENCY, "--seconds", 600, "--patience", 120]
        command = [
            mock(), *options, "--", "env", f"LD_PRELOAD={preload()}",
            "valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={profile}", program,
        ]  # fmt: skip
        done = subprocess.run([str(part) for part in command], text=True, capture_output=True)
        if done.returncode != 0:
            raise Unavailable(f"the function didn't do its work under valgrind: {done.stdout.strip() or done.stderr.strip()}")
        return self_costs(profile.read_text(), str(program))


def self_costs(profile: str, program: str) -> Counter:
    """What callgrind wrote: lines `ob=` and `fn=` say where the costs after them belong; the line after `calls=` is the
    callee's. A name stands beside its number the first time only."""
    names: dict[str, str] = {}
    costs = Counter()
    is_own = is_callee = False
    function = ""
    for line in profile.splitlines():
        kind, _, rest = line.partition("=")
        if kind in ("ob", "fn", "cob", "cfn"):
            number, _, name = rest.partition(" ")
            key = kind.removeprefix("c") + number
            names[key] = name or names.get(key, "")
            if kind == "ob":
                is_own = names[key] == program
            elif kind == "fn":
                function = names[key].removesuffix("'2")
        elif kind == "calls":
            is_callee = True
        elif line[:1].isdigit() or line[:1] in ("+", "-", "*"):
            if not is_callee:
                costs[is_own, function] += int(line.split()[1])
            is_callee = False
    return costs
