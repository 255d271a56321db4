"""Signed requests as a service receives them, and the changes after which it must refuse them."""

import base64
import copy
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Callable

from cases import Case, amz_date
from oracle import Signed

SIGNATURE = ["The signature isn't the one expected"]
PAYLOAD = SIGNATURE + ["The body's hash isn't the one"]
LATE = ["too far from", "The request expired", "in the future"]


@dataclass
class Mutation:
    """A changed request, and the reasons of which one must be given."""

    name: str
    job: dict
    reasons: list[str]


def received(case: Case, signed: Signed, rng: random.Random) -> dict:
    """A line for sign-requests: to verify what botocore signed, some time later."""
    job = case.job("verify")
    job["authority"] = signed.authority
    job["target"] = signed.target
    job["headers"] = signed.headers
    job["session_token"] = None
    longest = min(case.expires, 900) if case.presigned else 900
    job["time"] = amz_date(case.time + timedelta(seconds=rng.randint(-900, longest)))
    return job


def mutate(case: Case, job: dict, rng: random.Random) -> Mutation:
    """The first of the changes, in random order, that can be made to this request."""
    changes: list[tuple[str, Callable]] = list(CHANGES.items())
    rng.shuffle(changes)
    for name, change in changes:
        changed = copy.deepcopy(job)
        reasons = change(case, changed, rng)
        if reasons:
            return Mutation(name, changed, reasons)
    raise AssertionError("the secret can always be changed")


def change_secret(_: Case, job: dict, rng: random.Random) -> list[str]:
    job["secret_access_key"] = other_letter(job["secret_access_key"], rng)
    return SIGNATURE


def change_body(case: Case, job: dict, rng: random.Random) -> list[str] | None:
    if case.payload == "unsigned":
        return None
    body = bytearray(base64.b64decode(job["body"]))
    if body:
        body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
    else:
        body = b"x"
    job["body"] = base64.b64encode(body).decode()
    return PAYLOAD


def change_method(_: Case, job: dict, rng: random.Random) -> list[str]:
    job["method"] = "PURGE"
    return SIGNATURE


def change_host(_: Case, job: dict, rng: random.Random) -> list[str] | None:
    if any(name.lower() == "host" for name, _ in job["headers"]):
        return None
    job["authority"] += "x"
    return SIGNATURE


def change_path(_: Case, job: dict, rng: random.Random) -> list[str]:
    path, mark, query = job["target"].partition("?")
    job["target"] = path + "/x" + mark + query
    return SIGNATURE


def change_query(case: Case, job: dict, rng: random.Random) -> list[str]:
    job["target"] += ("&" if "?" in job["target"] else "?") + "zz=1"
    return SIGNATURE


def change_header(_: Case, job: dict, rng: random.Random) -> list[str] | None:
    return change_a_header(job, rng, lambda value: value + "x")


def remove_header(_: Case, job: dict, rng: random.Random) -> list[str] | None:
    names = [name for name, _ in job["headers"] if is_plain(job, name)]
    if not names:
        return None
    removed = rng.choice(names).lower()
    job["headers"] = [[name, value] for name, value in job["headers"] if name.lower() != removed]
    return ["said to be signed, but aren't there: " + removed]


def add_header(_: Case, job: dict, rng: random.Random) -> list[str]:
    job["headers"] = [*job["headers"], ["X-Amz-Added", "1"]]
    return ["must be signed, but aren't: x-amz-added"]


def change_token(case: Case, job: dict, rng: random.Random) -> list[str] | None:
    if not case.token:
        return None
    if case.presigned:
        job["target"] = job["target"].replace("X-Amz-Security-Token=", "X-Amz-Security-Token=x")
    else:
        job["headers"] = [
            [name, value + "x" if name.lower() == "x-amz-security-token" else value] for name, value in job["headers"]
        ]
    return SIGNATURE


def change_date(case: Case, job: dict, rng: random.Random) -> list[str]:
    moved = amz_date(case.time + timedelta(seconds=rng.choice([-1, 1])))
    job["time"] = moved
    job["target"] = job["target"].replace(f"X-Amz-Date={case.timestamp}", f"X-Amz-Date={moved}")
    job["headers"] = [[name, moved if name == "X-Amz-Date" else value] for name, value in job["headers"]]
    return SIGNATURE + ["The date of the credential scope isn't that of the request"]


def change_signature(case: Case, job: dict, rng: random.Random) -> list[str]:
    if case.presigned:
        start, equals, signature = job["target"].rpartition("X-Amz-Signature=")
        job["target"] = start + equals + other_digit(signature, rng)
    else:
        change_authorization(job, "Signature=", lambda signature: other_digit(signature, rng))
    return SIGNATURE


def change_region(case: Case, job: dict, rng: random.Random) -> list[str]:
    """Another region in the credential, of a service that doesn't look at it."""
    separator = "%2F" if case.presigned else "/"
    old, new = (separator + region + separator for region in (case.region, "xx-other-9"))
    job["region"] = "xx-other-9"
    if case.presigned:
        job["target"] = job["target"].replace(old, new)
    else:
        job["headers"] = [
            [name, value.replace(old, new) if name == "Authorization" else value] for name, value in job["headers"]
        ]
    return SIGNATURE


def change_expected_region(_: Case, job: dict, rng: random.Random) -> list[str]:
    job["region"] = "xx-other-9"
    return ["instead of xx-other-9"]


def change_expected_service(_: Case, job: dict, rng: random.Random) -> list[str]:
    job["service"] = "other"
    return ["instead of other"]


def sign_less(case: Case, job: dict, rng: random.Random) -> list[str] | None:
    """The host taken off the list of signed headers."""
    if case.presigned:
        name, wanted = "X-Amz-SignedHeaders=", "host"
        if name + wanted in job["target"] and "%3Bhost" not in job["target"]:
            job["target"] = job["target"].replace(name + wanted, name + "a")
            return ["must be signed, but aren't: host"]
        return None
    if ";host;" not in authorization(job):
        return None
    change_authorization(job, ";host;", lambda rest: rest, replacement=";")
    return ["must be signed, but aren't: host"]


def wait_too_long(case: Case, job: dict, rng: random.Random) -> list[str]:
    after = (case.expires if case.presigned else 900) + rng.randint(1, 100_000)
    job["time"] = amz_date(case.time + timedelta(seconds=rng.choice([after, -901])))
    return LATE


def sign_twice(case: Case, job: dict, rng: random.Random) -> list[str]:
    if case.presigned:
        job["headers"] = [*job["headers"], ["Authorization", "AWS4-HMAC-SHA256 Credential=a"]]
    else:
        job["target"] += ("&" if "?" in job["target"] else "?") + "X-Amz-Signature=0"
    return ["both in the Authorization header and in the query"]


def is_plain(job: dict, name: str) -> bool:
    """Whether the header is signed and not a part of the signature."""
    name = name.lower()
    return name in authorization(job).split("SignedHeaders=")[-1].split(",")[0].split(";") and name not in (
        "host",
        "x-amz-date",
        "x-amz-security-token",
        "x-amz-content-sha256",
    )


def change_a_header(job: dict, rng: random.Random, change: Callable[[str], str]) -> list[str] | None:
    places = [index for index, (name, _) in enumerate(job["headers"]) if is_plain(job, name)]
    if not places:
        return None
    place = rng.choice(places)
    name, value = job["headers"][place]
    job["headers"] = list(job["headers"])
    job["headers"][place] = [name, change(value)]
    return SIGNATURE


def authorization(job: dict) -> str:
    return next((value for name, value in job["headers"] if name == "Authorization"), "")


def change_authorization(job: dict, after: str, change: Callable[[str], str], replacement: str | None = None) -> None:
    start, found, rest = authorization(job).partition(after)
    changed = start + (found if replacement is None else replacement) + change(rest)
    job["headers"] = [[name, changed if name == "Authorization" else value] for name, value in job["headers"]]


def other_letter(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + ("a" if text[place] != "a" else "b") + text[place + 1 :]


def other_digit(text: str, rng: random.Random) -> str:
    place = rng.randrange(64)
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]


CHANGES = {
    "secret": change_secret,
    "body": change_body,
    "method": change_method,
    "host": change_host,
    "path": change_path,
    "query": change_query,
    "header": change_header,
    "header's presence": remove_header,
    "added header": add_header,
    "session token": change_token,
    "date": change_date,
    "signature": change_signature,
    "credential's region": change_region,
    "expected region": change_expected_region,
    "expected service": change_expected_service,
    "signed headers": sign_less,
    "time": wait_too_long,
    "second signature": sign_twice,
}
