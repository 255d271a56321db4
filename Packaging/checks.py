"""What `provided.al2023` needs of the program and its zip, each a check that says what is wrong."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from toolchain import call, tool

#: What Amazon Linux 2023 has of them; its glibc is 2.34, its libstdc++ that of GCC 11.
LIBRARIES = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"}
LOADERS = {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
NEWEST = {"GLIBC": (2, 34), "GLIBCXX": (3, 4, 29), "CXXABI": (1, 3, 13), "GCC": (11, 0, 0)}

ZIP_BUDGET = 4_000_000


@dataclass(frozen=True)
class Finding:
    """What a check has found."""

    what: str
    found: str
    #: What is wrong; empty if nothing is.
    problem: str = ""

    def __str__(self) -> str:
        return f"{'FAILED' if self.problem else 'ok':6}  {self.what}: {self.found}" + (
            f"\n        {self.problem}" if self.problem else ""
        )


def check(program: Path, archive: Path) -> list[Finding]:
    """Every check, in order."""
    headers = call([tool("llvm-objdump"), "--private-headers", str(program)])
    return [
        libraries(headers),
        *(newest_version(headers, prefix) for prefix in ("GLIBC", "GLIBCXX", "CXXABI", "GCC")),
        search_paths(headers),
        entry(archive),
        size(archive),
    ]


def libraries(headers: str) -> Finding:
    needed = re.findall(r"^\s*NEEDED\s+(\S+)", headers, re.MULTILINE)
    foreign = [name for name in needed if name not in LIBRARIES | LOADERS]
    return Finding(
        "shared libraries",
        ", ".join(needed) or "none",
        f"provided.al2023 may not have {', '.join(foreign)}" if foreign else "",
    )


def newest_version(headers: str, prefix: str) -> Finding:
    versions = {parsed(version) for version in re.findall(rf"\s{prefix}_([0-9.]+)$", headers, re.MULTILINE)}
    limit = NEWEST[prefix]
    newest = max(versions, default=())
    return Finding(
        f"newest version of {prefix}",
        shown(newest) or "none",
        f"provided.al2023 has {shown(limit)}; llvm-objdump --dynamic-syms tells which symbols are newer"
        if newest > limit
        else "",
    )


def search_paths(headers: str) -> Finding:
    paths = re.findall(r"^\s*(?:RPATH|RUNPATH)\s+(\S+)", headers, re.MULTILINE)
    return Finding("search paths of its own", ", ".join(paths) or "none", "there should be none" if paths else "")


def entry(archive: Path) -> Finding:
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
    shown_entries = ", ".join(f"{entry.filename} {entry.external_attr >> 16:o}" for entry in entries)
    is_right = [entry.filename for entry in entries] == ["bootstrap"] and entries[0].external_attr >> 16 == 0o100755
    return Finding("in the zip", shown_entries, "" if is_right else "it should be bootstrap alone, executable by all")


def size(archive: Path) -> Finding:
    bytes = archive.stat().st_size
    return Finding(
        "size of the zip",
        f"{bytes / 1e6:.2f} MB",
        f"the budget is {ZIP_BUDGET / 1e6:.0f} MB" if bytes > ZIP_BUDGET else "",
    )


def parsed(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def shown(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
