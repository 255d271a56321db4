"""Random requests: what clients send, and what they might."""

import base64
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, quote

UNRESERVED = "-_.~"
SERVICES = ["ec2", "sts", "autoscaling", "iam", "lambda", "monitoring", "logs", "sqs", "sns", "execute-api", "s3", "s3"]
REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1"]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]
TEXT = "abcXYZ019-_.~"
# Text in UTF-8 of two, three and four bytes; no white space, which Python's split() would take for a blank.
UNICODE = "äßéñλЖ漢字ሴ🚀"
NEVER_SIGNED = [
    "Connection", "Expect", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer",
    "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id",
]


@dataclass
class Case:
    """A request to sign, and how."""

    presigned: bool
    service: str
    region: str
    access_key: str
    secret_key: str
    token: str | None
    time: datetime
    method: str
    scheme: str
    authority: str
    path: str
    query: str  # as it is on the wire
    params: list[tuple[str, str]] | None  # the same, decoded, where botocore is to encode it
    headers: list[tuple[str, str]]
    body: bytes
    payload: str  # bytes, sha256 or unsigned
    expires: int = field(default=3600)

    @property
    def is_s3(self) -> bool:
        return self.service == "s3"

    @property
    def target(self) -> str:
        return self.path + ("?" + self.query if self.query else "")

    @property
    def timestamp(self) -> str:
        return amz_date(self.time)

    def job(self, operation: str) -> dict:
        """The case as a line for sign-requests."""
        return {
            "operation": operation,
            "method": self.method,
            "scheme": self.scheme,
            "authority": self.authority,
            "target": self.target,
            "headers": self.headers,
            "body": base64.b64encode(self.body).decode(),
            "payload": self.payload,
            "service": self.service,
            "region": self.region,
            "access_key_id": self.access_key,
            "secret_access_key": self.secret_key,
            "session_token": self.token,
            "time": self.timestamp,
            "expires_in": self.expires,
            # botocore sends the constant in a header wherever it doesn't sign the payload.
            "sends_content_sha256": self.is_s3 or self.payload == "unsigned",
        }


def amz_date(time: datetime) -> str:
    return time.strftime("%Y%m%dT%H%M%SZ")


def random_case(rng: random.Random) -> Case:
    presigned = rng.random() < 0.35
    service = rng.choice(SERVICES)
    query, params = random_query(rng, presigned)
    token = random_text(rng, TEXT + "/+=", 20, 400) if rng.random() < 0.4 else None
    body = b"" if presigned or rng.random() < 0.3 else random_body(rng)
    payload = "unsigned" if presigned and service == "s3" else "bytes"
    if not presigned:
        payload = rng.choice(["bytes", "bytes", "bytes", "sha256", "unsigned"])
    return Case(
        presigned=presigned,
        service=service,
        region=rng.choice(REGIONS),
        access_key=random_text(rng, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, 20),
        secret_key=random_text(rng, TEXT + "/+=", 1, 90),
        token=token,
        time=datetime(2001, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=rng.randrange(40 * 365 * 86_400)),
        method=rng.choice(METHODS),
        scheme=rng.choice(["https", "http"]),
        authority=random_authority(rng),
        path=random_path(rng),
        query=query,
        params=params,
        headers=random_headers(rng, presigned, token is not None),
        body=body,
        payload=payload,
        expires=rng.choice([1, 60, 3600, 604_800, rng.randrange(1, 604_801)]),
    )


def random_text(rng: random.Random, letters: str, shortest: int, longest: int) -> str:
    return "".join(rng.choice(letters) for _ in range(rng.randint(shortest, longest)))


def random_body(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice([1, 55, 56, 64, 130, 1000, rng.randrange(1, 5000)]))


def random_authority(rng: random.Random) -> str:
    host = rng.choice(
        ["ec2.us-east-1.amazonaws.com", "EC2.Eu-West-1.AmazonAWS.com", "127.0.0.1", "localhost", "[::1]", "[FE80::1]"]
    )
    return host + rng.choice(["", "", ":443", ":80", ":4566", ":8443"])


def random_path(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return "/"
    segments = []
    for _ in range(rng.randint(1, 6)):
        segments.append(
            rng.choice(
                [
                    "", ".", "..", "...", "%2F", "%2f", "%3A", "%25", "%", "%zz", "a b", "a+b", "~user", "$", "a;b=c,d",
                    "(x)'!*", '"<>\\^`{|}', "[1]", "@:&=", random_text(rng, UNICODE, 1, 4),
                    quote(random_text(rng, UNICODE, 1, 4)), random_text(rng, TEXT, 1, 12),
                ]
            )
        )
    return "/" + "/".join(segments) + rng.choice(["", "/"])


def random_query(rng: random.Random, presigned: bool) -> tuple[str, list[tuple[str, str]] | None]:
    """The query on the wire and, for a half of them, the parameters that it was made from."""
    if rng.random() < 0.3:
        return "", None
    if rng.random() < 0.5:
        return random_wire_query(rng, presigned), None
    params = []
    for _ in range(rng.randint(1, 8)):
        name, value = random_text(rng, TEXT + UNICODE, 1, 6), random_text(rng, TEXT + UNICODE + " +/=&%:,", 0, 9)
        params.append((name, value))
    if presigned:
        # botocore's presigner keeps one value of a name; ours keeps all.
        params = list(dict(params).items())
    elif rng.random() < 0.3:
        params += [(name, "again") for name, _ in params[:2]]
    # Text may come as it is or encoded; the rest has to be encoded.
    kept = UNRESERVED if rng.random() < 0.5 else UNRESERVED + UNICODE
    return "&".join(f"{encode(name, kept)}={encode(value, kept)}" for name, value in params), params


def encode(text: str, kept: str) -> str:
    return "".join(letter if letter in kept else quote(letter, safe=UNRESERVED) for letter in text)


def random_wire_query(rng: random.Random, presigned: bool) -> str:
    pieces = [
        "a", "B", "-", "a-", "=", "==", "+", "%20", "%2B", "%2b", "%", "%zz", "%E1%88%B4", "/", ":", "?", "~", "'", "!",
        "(*)", "[]", ",", ";", "@", "$", "Action", "Filter.1.Value", "acl", "123", "|", "`", "{}", '"',
    ]
    pairs = []
    for _ in range(rng.randint(1, 8)):
        pairs.append("".join(rng.choice(pieces) for _ in range(rng.randint(0, 3))))
        pairs[-1] += rng.choice(["", "=", "=" + rng.choice(pieces)])
    if not presigned and rng.random() < 0.3:
        pairs += rng.sample(pairs, 1)
    query = "&".join(pairs)
    if presigned:
        parsed = parse_qsl(query, keep_blank_values=True)
        if len(dict(parsed)) != len(parsed) or "\ufffd" in str(parsed):
            return random_wire_query(rng, presigned)
    return query


def random_headers(rng: random.Random, presigned: bool, has_token: bool) -> list[tuple[str, str]]:
    headers = []
    if rng.random() < 0.5:
        headers.append(("Content-Type", rng.choice(["application/json", "application/x-amz-json-1.0", "text/plain;  q=1"])))
    for _ in range(rng.randint(0, 5)):
        name = rng.choice(
            ["My-Header1", "my-header1", "MY-HEADER1", "My-Header2", "X-Amz-Target", "x-amz-meta-Name", "X-Amzn-Query-Mode",
             "Accept", "A", "Zz_z", "Content-MD5", "Cache-Control", "Range", "If-Match"]
        )
        headers.append((name, random_header_value(rng)))
    for name in rng.sample(NEVER_SIGNED, rng.choice([0, 0, 1, 2])):
        headers.append((name, "never signed"))
    if not presigned and rng.random() < 0.1:
        # A request that was signed before and is sent again.
        headers += [("Authorization", "stale"), ("X-Amz-Date", "20000101T000000Z")]
        if has_token:
            headers.append(("X-Amz-Security-Token", "stale"))
    if rng.random() < 0.1:
        headers.append((rng.choice(["Host", "host"]), rng.choice(["example.com", "Example.com:443", "a  b"])))
    rng.shuffle(headers)
    return headers


def random_header_value(rng: random.Random) -> str:
    words = [
        "", "value", '"a   b   c"', "a  b", "a\tb", " lead", "trail  ", "  both  ", "one,two", "two, one", "=;:/?#[]@!$&'()*+",
        "line\n  folded\n    twice", "\t tab \t", random_text(rng, UNICODE, 1, 5), random_text(rng, TEXT + "  ", 1, 30),
    ]
    return rng.choice(words)
