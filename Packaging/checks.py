"""What `provided.al2023` needs of the program and its zip, each a check that says what is wrong."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from toolchain import call, tool

#: What no program of ours can do without: where it isn't found, the headers weren't understood.
INDISPENSABLE = "libc.so.6"
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
    problem = f"provided.al2023 may not have {', '.join(foreign)}" if foreign else ""
    if INDISPENSABLE not in needed:
        problem = f"{INDISPENSABLE} should be among them: is it a program, and has llvm-objdump read it?"
    return Finding("shared libraries", ", ".join(needed) or "none", problem)


def newest_version(headers: str, prefix: str) -> Finding:
    what, limit = f"newest version of {prefix}", NEWEST[prefix]
    texts = set(re.findall(rf"\s{prefix}_(\S+)$", headers, re.MULTILINE))
    # Such as GLIBC_ABI_DT_RELR, of glibc 2.36: what has no number can't be compared, and Amazon Linux may not have it.
    unnumbered = sorted(text for text in texts if not re.fullmatch(r"\d+(\.\d+)*", text))
    newest = max(map(parsed, texts - set(unnumbered)), default=())
    problem = ""
    if newest > limit:
        problem = f"provided.al2023 has {shown(limit)}; llvm-objdump --dynamic-syms tells which symbols are newer"
    elif unnumbered:
        problem = f"provided.al2023 may not have {', '.join(f'{prefix}_{text}' for text in unnumbered)}"
    elif prefix == "GLIBC" and not newest:
        problem = "there should be one: has llvm-objdump read the program?"
    return Finding(what, shown(newest) or "none", problem)


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
