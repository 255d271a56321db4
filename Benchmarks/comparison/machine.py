"""What a result was measured on."""

import os
import platform
import re
from pathlib import Path

from workshop import ROOT, Unavailable, call


def processor() -> str:
    match = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return match.group(1) if match else platform.machine()


def system() -> str:
    match = re.search(r'^PRETTY_NAME="?([^"\n]*)', Path("/etc/os-release").read_text(), re.MULTILINE)
    return match.group(1) if match else "Linux"


def kernel() -> str:
    """Major and minor number: what follows them names somebody's build."""
    match = re.match(r"\d+\.\d+", platform.release())
    return match.group() if match else "unknown"


def commit() -> str:
    try:
        head = call("git", "-C", ROOT, "rev-parse", "--short", "HEAD").strip()
        changed = call("git", "-C", ROOT, "status", "--porcelain", "--untracked-files=no").strip()
    except Unavailable:
        return "unknown"
    return f"{head} with changes" if changed else head


def swift() -> str:
    try:
        return call("swift", "--version").splitlines()[0]
    except Unavailable:
        return "none"


def load() -> float:
    return round(os.getloadavg()[0], 2)


def describe(load_before: float) -> dict:
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": system(),
        "kernel": kernel(),
        "swift": swift(),
        "commit": commit(),
        "load_before": load_before,
        "load_after": load(),
    }
