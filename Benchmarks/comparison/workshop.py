"""Where things are, and how programs are built and called."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "Benchmarks"
#: What is built and made for the benchmarks, and not kept in the repository.
WORK = ROOT / ".build" / "benchmarks"


class Unavailable(Exception):
    """Something can't be had on this machine; the message says why, and what to do."""


def call(*command, environment: dict | None = None, folder: Path | None = None) -> str:
    """The standard output of a command; a failure becomes `Unavailable` with the last line of what it said."""
    environment = os.environ | (environment or {})
    try:
        done = subprocess.run([str(part) for part in command], cwd=folder, env=environment, text=True, capture_output=True)
    except OSError as error:
        raise Unavailable(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Unavailable(f"{Path(str(command[0])).name} failed: {said[-1] if said else done.returncode}")
    return done.stdout


def is_newer(target: Path, sources: list[Path]) -> bool:
    """Whether the target needs no building anew."""
    return target.exists() and all(source.stat().st_mtime < target.stat().st_mtime for source in sources)


def install(*packages: str) -> None:
    """Installs the Debian packages that are missing, or says how to."""
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *packages], text=True, capture_output=True
    ).stdout
    present = {line.split()[0] for line in shown.splitlines() if line.endswith(" installed")}
    missing = [package for package in packages if package not in present]
    if not missing:
        return
    if os.geteuid() != 0:
        raise Unavailable(f"packages are missing: sudo apt-get install -y --no-install-recommends {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", "-qq", environment=quiet)
    call("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, environment=quiet)


def compiler() -> str:
    for name in ("clang", "cc", "gcc"):
        if shutil.which(name):
            return name
    raise Unavailable("there is no C compiler: clang comes with Swift's toolchain")


def compile_c(name: str, folder: Path, libraries: list[str]) -> Path:
    """Builds the C program of that folder, unless it is up to date."""
    WORK.mkdir(parents=True, exist_ok=True)
    target = WORK / name
    command = [
        compiler(), "-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror", *sorted(map(str, folder.glob("*.c"))),
        *libraries, "-o", str(target),
    ]
    recipe = target.with_suffix(".command")
    same = recipe.exists() and recipe.read_text() == shlex.join(command)
    if not same or not is_newer(target, [*folder.glob("*.[ch]")]):
        call(*command)
        recipe.write_text(shlex.join(command))
    return target


def mock() -> Path:
    return compile_c("mock", BENCHMARKS / "mock", ["-lssl", "-lcrypto"])


def release_bootstrap() -> Path:
    """The function as `swift build` makes it for release."""
    command = ["swift", "build", "--package-path", ROOT, "--configuration", "release", "--product", "bootstrap"]
    call(*command)
    return Path(call(*command, "--show-bin-path").strip()) / "bootstrap"
