"""The functions that are compared: how each is built, started and weighed."""

import io
import os
import re
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from workshop import BENCHMARKS, ROOT, WORK, Unavailable, call, compile_c, compiler, install, is_newer, release_bootstrap

PEERS = BENCHMARKS / "peers"


@dataclass
class Peer:
    """A function to be measured, or the reason why it can't be."""

    key: str
    title: str
    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    #: What is uploaded to Lambda, in bytes.
    zip_size: int | None = None
    #: What it was built from, for the record.
    made_of: str = ""
    problem: str | None = None
    #: What went wrong in a case, whose figures of this peer are left out; in the others it is measured all the same.
    failures: dict[str, str] = field(default_factory=dict)


def zipped(files: dict[str, Path]) -> int:
    """The size of a zip of those files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted(files.items()):
            archive.write(path, name)
    return len(buffer.getvalue())


def static_prefix() -> Path | None:
    """The static libraries of Scripts/package, when it has built them."""
    found = (ROOT / ".build/lambda/libraries").glob("*/lib/pkgconfig/libcurl.pc")
    newest = max(found, key=lambda path: path.stat().st_mtime, default=None)
    return newest.parents[2] if newest else None


def floor(peer: Peer) -> None:
    install("pkg-config")
    prefix = static_prefix()
    search = {"PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig")} if prefix else {}
    flags = call("pkg-config", "--cflags", "--libs", "libcurl", "libcrypto", environment=search).split()
    if prefix:
        flags += ["-no-pie", "-Wl,--gc-sections", "-Wl,-s"]
    program = compile_c("floor", PEERS / "floor", flags)
    peer.command = [str(program)]
    peer.zip_size = zipped({"bootstrap": program})
    peer.made_of = "libcurl and OpenSSL of Scripts/package, static" if prefix else "Debian's shared libcurl"


def go(peer: Peer) -> None:
    install("golang-go", "golang-github-aws-aws-sdk-go-v2-dev")
    source, program = PEERS / "go/main.go", WORK / "go-function"
    environment = {
        "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "CGO_ENABLED": "0", "GOFLAGS": "-buildvcs=false",
        "GOCACHE": str(WORK / "go-cache"),
    }
    if not is_newer(program, [source]):
        print("  the SDK's EC2 client takes Go some minutes, the first time", file=sys.stderr)
        call("go", "build", "-p", "2", "-trimpath", "-ldflags=-s -w", "-o", program, source, environment=environment)
    sdk = call("dpkg-query", "--show", "--showformat", "${Version}", "golang-github-aws-aws-sdk-go-v2-dev")
    peer.command = [str(program)]
    peer.zip_size = zipped({"bootstrap": program})
    peer.made_of = f"{call('go', 'version').split()[2]}, aws-sdk-go-v2 {sdk}"


def python_environment() -> Path:
    """The virtual environment of the Python functions, made if it isn't up to date."""
    requirements, environment = PEERS / "requirements.txt", ROOT / ".venv-benchmarks"
    done = environment / "requirements.txt"
    if not done.exists() or done.read_text() != requirements.read_text():
        call(sys.executable, "-m", "venv", "--clear", environment)
        call(environment / "bin/python", "-m", "pip", "install", "--quiet", "--requirement", requirements)
        done.write_text(requirements.read_text())
    return environment


def python(peer: Peer, function: str) -> None:
    environment = python_environment()
    packages = next(environment.glob("lib/python3*/site-packages"))
    uploaded = ["boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six.py"]
    files = {f"{function}.py": PEERS / "python" / f"{function}.py"}
    for name in uploaded:
        path = packages / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                files[str(file.relative_to(packages))] = file
    peer.command = [str(environment / "bin/python"), "-m", "awslambdaric", f"{function}.handler"]
    peer.environment = {"LAMBDA_TASK_ROOT": str(PEERS / "python"), "PYTHONPATH": str(PEERS / "python")}
    peer.zip_size = zipped(files)
    pinned = re.findall(r"^(\w+)==(\S+)", (PEERS / "requirements.txt").read_text(), re.MULTILINE)
    peer.made_of = ", ".join(
        [f"Python {sys.version.split()[0]}", *(f"{name} {version}" for name, version in pinned if name != "botocore")]
    )


def ours(peer: Peer, given: str | None) -> None:
    package = ROOT / "Scripts/package"
    if given:
        program, peer.made_of = Path(given).resolve(), "as given"
    elif package.exists():
        call(package)
        program, peer.made_of = ROOT / ".build/lambda/bootstrap", "Scripts/package"
        peer.zip_size = (ROOT / ".build/lambda/snap-and-tag.zip").stat().st_size
    else:
        program, peer.made_of = release_bootstrap(), "swift build -c release, Debian's shared libcurl"
    if not os.access(program, os.X_OK):
        raise Unavailable(f"{program} is no program")
    peer.command = [str(program)]
    peer.zip_size = peer.zip_size or zipped({"bootstrap": program})


def all_peers(bootstrap: str | None, only: set[str]) -> list[Peer]:
    """The peers, built; those that can't be say why."""
    makers = [
        (Peer("boto3-as-written", "boto3 as written"), lambda peer: python(peer, "as_written")),
        (Peer("boto3-client-once", "boto3, client made once"), lambda peer: python(peer, "client_once")),
        (Peer("go", "Go, AWS SDK v2"), go),
        (Peer("ours", "snap-and-tag"), lambda peer: ours(peer, bootstrap)),
        (Peer("floor", "C floor"), floor),
    ]
    compiler()
    peers = []
    for peer, make in makers:
        if only and peer.key not in only:
            continue
        print(f"Preparing {peer.title} …", file=sys.stderr)
        try:
            make(peer)
        except Unavailable as error:
            peer.problem = str(error)
            print(f"  left out: {error}", file=sys.stderr)
        peers.append(peer)
    return peers
