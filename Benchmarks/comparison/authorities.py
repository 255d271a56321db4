"""A certificate authority made on the spot, and the bundles that a peer is told to trust."""

from dataclasses import dataclass
from pathlib import Path

from workshop import WORK, Unavailable, call

SYSTEM_BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]


@dataclass
class Authorities:
    #: The chain and key of a server called localhost.
    certificate: Path
    key: Path
    #: The authority alone.
    alone: Path
    #: The system's authorities and, behind them, this one: to read it costs what the system's bundle costs.
    bundle: Path
    #: How many certificates are in the bundle.
    count: int


def make_authorities() -> Authorities:
    folder = WORK / "tls"
    folder.mkdir(parents=True, exist_ok=True)
    authority, authority_key = folder / "authority.pem", folder / "authority.key"
    certificate, key, request = folder / "server.pem", folder / "server.key", folder / "server.csr"
    extensions = folder / "server.ext"
    extensions.write_text("subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
    new_key = ["-newkey", "rsa:2048", "-noenc"]
    call(
        "openssl", "req", "-x509", *new_key, "-days", "2", "-subj", "/CN=Benchmark authority",
        "-addext", "keyUsage=critical,keyCertSign", "-keyout", authority_key, "-out", authority,
    )
    call("openssl", "req", *new_key, "-subj", "/CN=localhost", "-keyout", key, "-out", request)
    call(
        "openssl", "x509", "-req", "-in", request, "-CA", authority, "-CAkey", authority_key, "-CAcreateserial",
        "-days", "2", "-extfile", extensions, "-out", certificate,
    )
    system = next((Path(path) for path in SYSTEM_BUNDLES if Path(path).exists()), None)
    if system is None:
        raise Unavailable("the system has no bundle of authorities: install ca-certificates")
    bundle = folder / "bundle.pem"
    text = system.read_text() + authority.read_text()
    bundle.write_text(text)
    return Authorities(certificate, key, authority, bundle, text.count("BEGIN CERTIFICATE"))
