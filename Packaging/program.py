"""The function, linked statically to its C libraries and to Swift's runtime; its symbols in a file beside it."""

import hashlib
import os
import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from libraries import COMPATIBILITY
from toolchain import Failed, call, tool

#: The toolchain's lld merges functions that are equal (Swift makes many) and drops what nobody refers to. Addresses are
#: fixed (no 44,000 relocations at each start) and pages not split by kind, so that fewer are touched. What an event needs
#: stands together, which leaves two megabytes of the rest unread: Benchmarks/hot-functions writes the list anew. A name
#: that isn't there any more does no harm, but many such names mean that the list is of another program.
HOT_FUNCTIONS = Path(__file__).parent / "hot-functions.txt"
LEAST_SHARE_OF_HOT_FUNCTIONS = 0.8
#: What the linker leaves out, each file saying why.
DISCARDING = [COMPATIBILITY / "no-unwinding.ld", Path(__file__).parent / "no-module-hashes.ld"]
LINKER = [
    "--gc-sections", "--icf=all", "--no-export-dynamic", "--hash-style=gnu", "--build-id=sha1", "--as-needed", "-O2",
    "--no-eh-frame-hdr", "-z", "norelro", "-z", "noseparate-code",
    f"--symbol-ordering-file={HOT_FUNCTIONS}", "--no-warn-symbol-ordering",
]  # fmt: skip


def build(root: Path, folder: Path, libraries: Path, jobs: int, linked_too: Sequence[str] = ()) -> Path:
    """Builds `bootstrap` with its symbols, and returns where it is. The linker may be given more than what belongs to it."""
    command = [
        tool("swift"), "build", "--configuration", "release", "--product", "bootstrap",
        "--package-path", str(root), "--scratch-path", str(folder / "swift"), "--jobs", str(jobs),
        "--static-swift-stdlib", "--disable-local-rpath", *compiler_flags(root, linker(folder, libraries, linked_too)),
    ]  # fmt: skip
    environment = os.environ | {"PKG_CONFIG_PATH": str(libraries / "lib" / "pkgconfig")}
    # SwiftPM doesn't notice that a library or the linker has changed.
    program = Path(call([*command, "--show-bin-path"], env=environment).splitlines()[-1]) / "bootstrap"
    program.unlink(missing_ok=True)
    call(command, env=environment)
    return program


def compiler_flags(root: Path, linker: Path) -> list[str]:
    """Flags of `swift build` that keep the program small and free of the names of folders."""
    flags = [
        "-O", "-file-prefix-map", f"{root}=.", "-file-compilation-dir", ".",
        "-use-ld=lld", f"-ld-path={linker}", "-Xclang-linker", "-no-pie",
    ]  # fmt: skip
    return [part for flag in flags for part in ("-Xswiftc", flag)]


def linker(folder: Path, libraries: Path, linked_too: Sequence[str]) -> Path:
    """A linker that does what no flag of Swift's driver can say: it looks into libcompatibility before any other library,
    and takes the C++ library and the unwinder from archives too, which saves a millisecond of each start."""
    program = folder / "linker" / "ld.lld"
    program.parent.mkdir(exist_ok=True)
    static = {"-lstdc++": "libstdc++.a", "-lgcc_s": "libgcc_eh.a"}
    cases = "\n".join(f"    {flag}) argument={shlex.quote(archive(name))} ;;" for flag, name in static.items())
    scripts = [part for script in DISCARDING for part in ("-T", str(script))]
    program.write_text(
        "#!/bin/bash\narguments=()\nfor argument in \"$@\"; do\n"
        f'    case "$argument" in\n{cases}\n    esac\n    arguments+=("$argument")\ndone\n'
        f"exec {shlex.join([tool('ld.lld'), str(libraries / 'lib' / 'libcompatibility.a')])} "
        f'"${{arguments[@]}}" {shlex.join([*LINKER, *scripts, *linked_too])}\n'
    )
    program.chmod(0o755)
    return program


def hot_functions(program: Path) -> str:
    """How many of the names in the list the program has, and what to do if there are few."""
    return of_hot_functions(HOT_FUNCTIONS.read_text().split(), own_functions(call([tool("llvm-nm"), str(program)])))


def own_functions(symbols: str) -> set[str]:
    """The names of the functions among what llvm-nm lists."""
    return set(re.findall(r" [tTwW] (\S+)$", symbols, re.MULTILINE))


def of_hot_functions(names: list[str], own: set[str]) -> str:
    share = len(own.intersection(names)) / max(1, len(names))
    line = f"{share:.0%} of the {len(names)} functions in {HOT_FUNCTIONS.name} are in the program"
    if share < LEAST_SHARE_OF_HOT_FUNCTIONS:
        line += "\npackage: warning: the list is of another program; Benchmarks/hot-functions writes it anew"
    return line


def archive(name: str) -> str:
    """The path of one of GCC's archives."""
    path = call([tool("clang"), f"-print-file-name={name}"]).strip()
    if not Path(path).is_absolute():
        raise Failed(f"there is no {name}: install the development files of libstdc++ (apt-get install g++)")
    return path


def strip(program: Path, folder: Path) -> tuple[Path, Path]:
    """The program without symbols, and a file with the symbols, which debuggers find by the build ID they share."""
    stripped, symbols = folder / "bootstrap", folder / "bootstrap.debug"
    objcopy = tool("llvm-objcopy")
    call([objcopy, "--only-keep-debug", str(program), str(symbols)])
    shutil.copy(program, stripped)
    call([objcopy, "--strip-all", "--remove-section=.comment", str(stripped)])
    stripped.chmod(0o755)
    name_by_content(stripped, symbols)
    return stripped, symbols


def name_by_content(stripped: Path, symbols: Path) -> None:
    """Gives both files a build ID made of what is in the program that is deployed. The linker's is made of the information
    for debuggers, too, in which the names of folders stand."""
    notes = call([tool("llvm-objdump"), "--full-contents", "--section=.note.gnu.build-id", str(stripped)])
    lines = re.findall(r"^ [0-9a-f]+ ((?:[0-9a-f]+ )+)", notes, re.MULTILINE)
    # A header of sixteen bytes comes before the twenty of the ID.
    made = bytes.fromhex("".join(lines).replace(" ", ""))[16:36]
    content = stripped.read_bytes()
    identifier = hashlib.sha1(content.replace(made, bytes(20))).digest()
    for file in (stripped, symbols):
        content = file.read_bytes()
        if len(made) != 20 or content.count(made) != 1:
            raise Failed(f"there is no build ID to be found in {file}")
        file.write_bytes(content.replace(made, identifier))
