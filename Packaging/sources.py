"""Debian's source packages, its patches applied: fetched by apt, whether or not this system's apt asks for sources.

apt gets lists and a cache of its own below the folder that is given, so that neither root is needed nor anything of the
system's changed. What has been fetched before is taken as it is; `Sources(folder, update=True)` asks anew.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

APT = Path("/etc/apt")
ARCHIVES = re.compile(r"https?://\S*(debian|ubuntu)\S*")


class Unavailable(Exception):
    """No source package could be fetched; the text says what to do."""


class Sources:
    def __init__(self, folder: Path, update: bool = False):
        self.folder = folder
        if update:
            shutil.rmtree(folder, ignore_errors=True)

    def description(self, package: str) -> Path:
        """The package's .dsc file, with the files that it lists beside it; fetched if they aren't there."""
        folder = self.folder / package
        found = sorted(folder.glob("*.dsc"))
        if not found:
            self._fetch(package, folder)
            found = sorted(folder.glob("*.dsc"))
        if len(found) != 1:
            raise Unavailable(f"{folder} should hold one source package: remove it and try again")
        return found[0]

    def unpack(self, package: str, folder: Path) -> None:
        """The package's source with Debian's patches, as `folder`, which must not exist."""
        log = run(["dpkg-source", "--no-check", "--extract", str(self.description(package)), str(folder)])
        if not folder.is_dir():
            raise Unavailable(f"dpkg-source didn't unpack {package}:\n{log}")

    def _fetch(self, package: str, folder: Path) -> None:
        versions = self._versions(package)
        for version in versions:
            part = folder.with_name(folder.name + ".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            command = ["apt-get", "source", "--download-only", "--only-source", f"{package}={version}"]
            fetched = subprocess.run(command, cwd=part, env=self._apt, capture_output=True, text=True)
            if fetched.returncode == 0:
                part.rename(folder)
                if version != versions[0]:
                    warn(f"the mirror has no source of {package} {versions[0]}: {version} is taken instead")
                return
        raise Unavailable(
            f"apt has no source of {package} ({', '.join(versions) or 'no version at all'}). Put its .dsc and the files "
            f"that it lists into {folder}, and try again."
        )

    def _versions(self, package: str) -> list[str]:
        """From the newest to the oldest."""
        records = run(["apt-cache", "showsrc", "--only-source", package], env=self._apt)
        versions = set(re.findall(r"^Version: (\S+)$", records, re.MULTILINE))
        return sorted(versions, key=functools.cmp_to_key(older), reverse=True)

    @functools.cached_property
    def _apt(self) -> dict[str, str]:
        """The environment in which apt sees the sources of the system's distribution."""
        folder = self.folder / "apt"
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        lists = folder / "sources.list.d"
        shutil.rmtree(lists, ignore_errors=True)
        lists.mkdir()
        for file in [APT / "sources.list", *sorted((APT / "sources.list.d").glob("*"))]:
            if file.suffix in (".list", ".sources") and file.is_file():
                (lists / file.name).write_text(asking_for_sources(file.read_text(), file.suffix))
        configuration = folder / "apt.conf"
        configuration.write_text(
            f'Dir::Etc::sourcelist "-";\nDir::Etc::sourceparts "{lists}";\n'
            f'Dir::State::lists "{folder / "lists"}";\nDir::Cache "{folder / "cache"}";\n'
            'APT::Sandbox::User "";\nAcquire::Languages "none";\n'
        )
        environment = os.environ | {"APT_CONFIG": str(configuration), "LC_ALL": "C"}
        run(["apt-get", "update", "-qq"], env=environment)
        return environment


def asking_for_sources(text: str, suffix: str) -> str:
    """A file of apt's that asks for the sources, and for nothing else, of the distribution's archives in the text."""
    if suffix == ".list":
        lines = [line for line in text.splitlines() if line.startswith("deb ") and ARCHIVES.search(line)]
        return "".join(line.replace("deb ", "deb-src ", 1) + "\n" for line in lines)
    stanzas = [stanza for stanza in re.split(r"\n\s*\n", text) if ARCHIVES.search(stanza)]
    return "\n\n".join(re.sub(r"^Types:.*$", "Types: deb-src", stanza, flags=re.M) for stanza in stanzas) + "\n"


def older(one: str, other: str) -> int:
    """-1 if the first of two versions of Debian packages is the older one, 1 if the second is, else 0."""
    for relation, order in (("lt", -1), ("gt", 1)):
        if subprocess.run(["dpkg", "--compare-versions", one, relation, other]).returncode == 0:
            return order
    return 0


def run(command: list[str], **options) -> str:
    """What the command prints; its errors are shown when it fails."""
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise Unavailable(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def warn(text: str) -> None:
    print(f"package: warning: {text}", file=sys.stderr)
