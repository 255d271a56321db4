"""The Swift toolchain, whose clang, linker and object tools build everything, C libraries included."""

import functools
import platform
import shutil
import subprocess
from pathlib import Path


class Failed(Exception):
    """A step didn't succeed; the text says which, and what it printed last."""


@functools.cache
def binaries() -> Path:
    """The folder of `swift`, which is also that of clang, ld.lld and llvm-objcopy."""
    swift = shutil.which("swift")
    if not swift:
        raise Failed("no Swift toolchain in PATH: https://www.swift.org/install")
    target = call([swift, "-print-target-info"])
    runtime = Path(__import__("json").loads(target)["paths"]["runtimeResourcePath"])
    return runtime.parent.parent / "bin"


def tool(name: str) -> str:
    path = binaries() / name
    if not path.exists():
        raise Failed(f"the Swift toolchain has no {name} ({path})")
    return str(path)


def identity() -> str:
    """What a build depends on, besides sources and flags."""
    return platform.machine() + "\n" + call([tool("clang"), "--version"])


def call(command: list[str], quiet: bool = True, **options) -> str:
    """What the command prints; all of that is in the error when it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode != 0:
        last = "\n".join(result.stdout.splitlines()[-60:])
        raise Failed(f"{' '.join(map(str, command))}: failed\n{last}")
    return result.stdout
