"""Writes Fixtures/sigv4/*.json: AWS's published examples and some of our own, with every step as botocore makes it.

    .venv-conformance/bin/python Conformance/sigv4/fixtures.py

An example that AWS published with its signature is written only if botocore arrives at the same signature.
"""

import json
import sys
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from unittest.mock import patch

import oracle
from cases import Case

FOLDER = Path(__file__).resolve().parents[2] / "Fixtures" / "sigv4"
# AWS's own example token, from the suite.
STS_TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuw"
    "thAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcH"
    "NVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oL"
    "xBA=="
)
FORM = "application/x-www-form-urlencoded"
EC2_BODY = (
    b"Action=DescribeVolumes&Version=2016-11-15&Filter.1.Name=attachment.instance-id"
    b"&Filter.1.Value.1=i-0123456789abcdef0&MaxResults=500"
)

SUITE = Case(
    presigned=False,
    service="service",
    region="us-east-1",
    access_key="AKIDEXAMPLE",
    secret_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    token=None,
    time=datetime(2015, 8, 30, 12, 36, tzinfo=timezone.utc),
    method="GET",
    scheme="https",
    authority="example.amazonaws.com",
    path="/",
    query="",
    params=None,
    headers=[],
    body=b"",
    payload="bytes",
)
S3 = replace(
    SUITE,
    service="s3",
    access_key="AKIAIOSFODNN7EXAMPLE",
    secret_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    time=datetime(2013, 5, 24, tzinfo=timezone.utc),
    authority="examplebucket.s3.amazonaws.com",
)
EC2 = replace(
    SUITE,
    service="ec2",
    time=datetime(2026, 1, 15, 12, tzinfo=timezone.utc),
    method="POST",
    authority="ec2.us-east-1.amazonaws.com",
    headers=[("Content-Type", FORM + "; charset=utf-8")],
    body=EC2_BODY,
)
UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
POST_VANILLA = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
POST = replace(SUITE, method="POST")


def header(case: Case, *headers: tuple[str, str]) -> Case:
    return replace(case, headers=list(headers))


# Name: the case and the signature that AWS published for it.
PUBLISHED = {
    "get-vanilla": (SUITE, VANILLA),
    "get-vanilla-query-order-key-case": (
        replace(SUITE, query="Param2=value2&Param1=value1"),
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    "get-vanilla-empty-query-key": (
        replace(SUITE, query="Param1=value1"),
        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    ),
    "get-vanilla-query-unreserved": (
        replace(SUITE, query=f"{UNRESERVED}={UNRESERVED}"),
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
    ),
    "get-vanilla-utf8-query": (
        replace(SUITE, query="ሴ=bar", params=[("ሴ", "bar")]),
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    ),
    "get-unreserved": (
        replace(SUITE, path="/" + UNRESERVED),
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ),
    "get-utf8": (replace(SUITE, path="/ሴ"), "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    "get-space": (
        replace(SUITE, path="/example space/"),
        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
    ),
    "get-slash": (replace(SUITE, path="//"), VANILLA),
    "get-slashes": (
        replace(SUITE, path="//example//"),
        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    ),
    "get-slash-dot-slash": (replace(SUITE, path="/./"), VANILLA),
    "get-slash-pointless-dot": (
        replace(SUITE, path="/./example"),
        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
    ),
    "get-relative": (replace(SUITE, path="/example/.."), VANILLA),
    "get-relative-relative": (replace(SUITE, path="/example1/example2/../.."), VANILLA),
    "get-header-key-duplicate": (
        header(SUITE, ("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")),
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ),
    "get-header-value-order": (
        header(SUITE, *[("My-Header1", value) for value in ("value4", "value1", "value3", "value2")]),
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
    ),
    "get-header-value-trim": (
        header(SUITE, ("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')),
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    "post-vanilla": (POST, POST_VANILLA),
    "post-header-key-sort": (
        header(POST, ("My-Header1", "value1")),
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
    ),
    "post-header-value-case": (
        header(POST, ("My-Header1", "VALUE1")),
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
    ),
    "post-vanilla-query": (
        replace(POST, query="Param1=value1"),
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ),
    "post-x-www-form-urlencoded": (
        replace(header(POST, ("Content-Type", FORM)), body=b"Param1=value1"),
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
    "post-sts-header-before": (
        replace(POST, token=STS_TOKEN),
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ),
    "iam-list-users": (
        replace(
            header(SUITE, ("Content-Type", FORM + "; charset=utf-8")),
            service="iam",
            authority="iam.amazonaws.com",
            query="Action=ListUsers&Version=2010-05-08",
        ),
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    ),
    "s3-get-object": (
        replace(header(S3, ("Range", "bytes=0-9")), path="/test.txt"),
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    "s3-put-object": (
        replace(
            header(S3, ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")),
            method="PUT",
            path="/test%24file.text",
            body=b"Welcome to Amazon S3.",
        ),
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ),
    "s3-get-bucket-lifecycle": (
        replace(S3, query="lifecycle"),
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ),
    "s3-list-objects": (
        replace(S3, query="max-keys=2&prefix=J"),
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ),
    "s3-presigned-get": (
        replace(S3, presigned=True, path="/test.txt", payload="unsigned", expires=86_400),
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ),
}

COMPUTED = {
    # AWS's suite joins folded lines with commas. Folding is obsolete (RFC 9112, 5.2: a space takes its place), and
    # the SDKs, botocore among them, write a space.
    "get-header-value-multiline": header(SUITE, ("My-Header1", "value1\n  value2\n     value3")),
    "ec2-describe-volumes": EC2,
    "ec2-describe-volumes-token": replace(EC2, token="SESSIONTOKENEXAMPLE//+="),
    "ec2-describe-volumes-emulator": replace(
        EC2, token="SESSIONTOKENEXAMPLE//+=", scheme="http", authority="127.0.0.1:4566"
    ),
    "sts-presigned": replace(
        SUITE,
        presigned=True,
        service="sts",
        authority="sts.amazonaws.com",
        query="Action=GetCallerIdentity&Version=2011-06-15",
        token=STS_TOKEN,
        expires=60,
    ),
    "presigned-plus-is-space": replace(SUITE, presigned=True, query="a=1+2&b=1%202&c=1%2B2", expires=1),
    "presigned-longest": replace(header(SUITE, ("X-Amz-Target", "a")), presigned=True, expires=604_800),
    "lambda-arn-in-path": replace(
        SUITE,
        service="lambda",
        authority="lambda.us-east-1.amazonaws.com",
        path="/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Asnap/invocations",
        method="POST",
        body=b"{}",
    ),
    "query-repeated-empty-unsorted": replace(SUITE, query="b=2&a&b=1&&a-b=&a=1=2&A=~+%20%2b"),
    "query-name-before-value": replace(SUITE, query="a-=1&a=2&a%3D=3"),
    "host-in-upper-case-default-port": replace(SUITE, authority="Example.AmazonAWS.com:443"),
    "host-other-port": replace(SUITE, scheme="http", authority="[::1]:443"),
    "never-signed": header(
        SUITE, ("User-Agent", "a"), ("Connection", "close"), ("TE", "trailers"), ("X-Amzn-Trace-Id", "Root=1"), ("Expect", "x")
    ),
    "path-above-root": replace(SUITE, path="/a/../../b/./c//d/..%2f/"),
    "s3-path-as-it-is": replace(S3, path="/a//./../b%20c", query="versions&prefix=%2F"),
    "s3-unsigned-payload": replace(S3, method="PUT", path="/key", body=b"large", payload="unsigned"),
}


def main() -> int:
    wrong = 0
    for name, (case, published) in PUBLISHED.items():
        signed = sign(case)
        if signed.signature != published:
            print(f"{name}: botocore has {signed.signature}, AWS {published}", file=sys.stderr)
            wrong += 1
        else:
            write(name, case, signed, "published by AWS")
    for name, case in COMPUTED.items():
        write(name, case, sign(case), "computed with botocore")
    return 1 if wrong else 0


def sign(case: Case) -> oracle.Signed:
    if not any(name == "Date" for name, _ in case.headers):
        return oracle.sign(case)

    def keep_date(_, request):
        request.headers["X-Amz-Date"] = case.timestamp

    # botocore would replace the Date header and leave out X-Amz-Date; AWS's example has both.
    with patch("botocore.auth.SigV4Auth._set_necessary_date_headers", keep_date):
        return oracle.sign(case)


def write(name: str, case: Case, signed: oracle.Signed, source: str) -> None:
    job = case.job("presign" if case.presigned else "sign")
    del job["body"]
    fixture = {
        "source": source,
        **job,
        "body": case.body.decode(),
        "expected": {
            "canonical_request": signed.canonical_request.split("\n"),
            "string_to_sign": signed.string_to_sign.split("\n"),
            "signature": signed.signature,
        },
    }
    text = json.dumps(fixture, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
