"""botocore as the oracle: its signers, asked for every step."""

from dataclasses import dataclass
from unittest.mock import patch
from urllib.parse import urlsplit

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from cases import Case


@dataclass
class Signed:
    """What botocore made of a case."""

    canonical_request: str
    string_to_sign: str
    signature: str
    target: str
    authority: str
    headers: list[tuple[str, str]]


def sign(case: Case) -> Signed:
    signer = signer_for(case)
    request = request_for(case)
    steps = {}

    def recording(name, step):
        def recorded(*arguments):
            steps[name] = step(*arguments)
            return steps[name]

        return recorded

    for name in ["canonical_request", "string_to_sign", "signature"]:
        setattr(signer, name, recording(name, getattr(signer, name)))
    with patch("botocore.auth.get_current_datetime", lambda: case.time):
        signer.add_auth(request)

    url = urlsplit(request.url)
    query = url.query if case.presigned else case.query
    return Signed(
        canonical_request=steps["canonical_request"],
        string_to_sign=steps["string_to_sign"],
        signature=steps["signature"],
        target=case.path + ("?" + query if query else ""),
        authority=auth._host_from_url(request.url),
        headers=[(name, value) for name, value in request.headers.items()],
    )


def signer_for(case: Case) -> auth.SigV4Auth:
    credentials = Credentials(case.access_key, case.secret_key, case.token)
    if case.presigned:
        kind = auth.S3SigV4QueryAuth if case.is_s3 else auth.SigV4QueryAuth
        return kind(credentials, case.service, case.region, expires=case.expires)
    kind = auth.S3SigV4Auth if case.is_s3 else auth.SigV4Auth
    return kind(credentials, case.service, case.region)


def request_for(case: Case) -> AWSRequest:
    target = case.path if case.params is not None else case.target
    request = AWSRequest(
        method=case.method,
        url=f"{case.scheme}://{case.authority}{target}",
        data=case.body,
        params=list(case.params) if case.params is not None else None,
    )
    for name, value in case.headers:
        request.headers[name] = value
    if not case.presigned:
        signs_payload = case.payload != "unsigned"
        request.context["payload_signing_enabled"] = signs_payload
        request.context["client_config"] = Config(s3={"payload_signing_enabled": signs_payload})
    return request
