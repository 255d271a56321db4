"""Whether the zip depends on anything but the sources: it is built twice, from nothing, in two folders."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def check(root: Path, sources: Path, archive: Path, jobs: int, libraries: Path | None = None) -> bool:
    """Builds what stands in the root in two folders, whose paths differ in length too, and compares the zips. No path has a
    space, which SwiftPM can't read in what pkg-config says: it would take the system's shared libraries.

    The C libraries are built, too, unless a folder with them is given."""
    digests = []
    with tempfile.TemporaryDirectory(prefix="package-") as parent:
        for number, name in enumerate(("one", "another/folder,with-another-name"), start=1):
            folder = Path(parent, name)
            copy(root, folder)
            shutil.copytree(sources, folder / ".build/lambda/sources", ignore=shutil.ignore_patterns("apt"))
            if libraries:
                shutil.copytree(libraries, folder / ".build/lambda/libraries" / libraries.name)
            print(f"Build {number} of 2, in {folder} …", flush=True)
            command = [folder / "Scripts/package", "--jobs", str(jobs)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            if done.returncode != 0:
                print(done.stdout, file=sys.stderr)
                return False
            built = folder / archive.relative_to(root)
            digests.append(digest(built))
            print(f"  SHA-256 {digests[-1]}", flush=True)
    if len(set(digests)) == 1:
        print("The two are equal, byte for byte.")
        return True
    print("package: the two builds differ", file=sys.stderr)
    return False


def copy(root: Path, folder: Path) -> None:
    """The files that git knows or would take up, as they stand."""
    command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
