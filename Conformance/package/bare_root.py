"""A root file system with nothing in it but the packed program, the shared libraries that it needs, and certificates
where Amazon Linux 2023 has them."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZIP = ROOT / ".build/lambda/snap-and-tag.zip"
NOBODY = 65534


class BareRoot:
    def __init__(self, folder: Path, certificates: str):
        self.folder = folder
        task = folder / "var/task"
        task.mkdir(parents=True)
        # What unzips keeps the modes; Python doesn't.
        with zipfile.ZipFile(ZIP) as archive:
            for entry in archive.infolist():
                Path(archive.extract(entry, task)).chmod(entry.external_attr >> 16 & 0o777)
        for library in libraries(task / "bootstrap"):
            target = folder / library.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, target)
        bundle = folder / "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"
        link = folder / "etc/pki/tls/certs/ca-bundle.crt"
        for file in (bundle, link):
            file.parent.mkdir(parents=True)
        bundle.write_text(certificates)
        link.symlink_to("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")

    def start(self, environment: dict[str, str]) -> subprocess.Popen:
        """Starts the program in the root file system, read-only, as nobody, with these variables alone."""
        command = [*entering(self.folder), "/var/task/bootstrap"]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def files(self) -> list[str]:
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if not file.is_dir())


def libraries(program: Path) -> list[Path]:
    """Where this system has the shared libraries and the loader, under the names by which the loader looks for them."""
    shown = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    return [Path(path) for path in re.findall(r"(?:=> |^\s*)(/\S+) \(", shown, re.MULTILINE)]


def entering(folder: Path) -> list[str]:
    """The command that makes the folder the root, read-only, and runs what follows as an unprivileged user."""
    is_root = os.geteuid() == 0
    unshare = [program("unshare"), "--mount", *([] if is_root else ["--map-root-user"])]
    mount, chroot = program("mount"), program("chroot")
    user = [f"--userspec={NOBODY}:{NOBODY}"] if is_root else []
    script = f'{mount} --bind "$0" "$0" && {mount} -o remount,bind,ro "$0" && cd "$0" && exec {chroot} "$@"'
    return [*unshare, "/bin/sh", "-c", script, str(folder), *user, "."]


def program(name: str) -> str:
    """The environment has no PATH when it is run."""
    path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not path:
        raise FileNotFoundError(f"there is no {name}")
    return path


def obstacle(folder: Path) -> str:
    """Why this folder can't be entered as a root file system; empty if it can."""
    folder.chmod(0o755)
    try:
        tried = subprocess.run([*entering(folder), "/none"], capture_output=True, text=True, env={})
    except FileNotFoundError as error:
        return str(error)
    # 127 is chroot's word for a program that isn't there: it got so far.
    return "" if tried.returncode == 127 else tried.stderr.strip()
