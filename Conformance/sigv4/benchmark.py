"""Times our signer beside botocore's on one request; called by Benchmarks/sigv4."""

import subprocess
import sys
import time

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TURNS = 5
# The same request as in Tests/SignRequests/Benchmark.swift.
BODY = (
    b"Action=DescribeVolumes&Version=2016-11-15&Filter.1.Name=attachment.instance-id"
    b"&Filter.1.Value.1=i-0123456789abcdef0&MaxResults=500"
)
TOKEN = "SESSIONTOKENEXAMPLE/" * 40


def main() -> None:
    signer, count = sys.argv[1], int(sys.argv[2])
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(time_ours(signer, count))
        theirs.append(time_botocore(max(1, count // 20)))
    print(f"SigV4:    {min(ours) / 1000:7.1f} µs per signature")
    print(f"botocore: {min(theirs) / 1000:7.1f} µs per signature")
    print(f"ratio:    {min(theirs) / min(ours):7.1f}")


def time_ours(signer: str, count: int) -> float:
    return float(subprocess.run([signer, "--bench", str(count)], check=True, capture_output=True, text=True).stdout)


def time_botocore(count: int) -> float:
    credentials = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", TOKEN)
    auth = SigV4Auth(credentials, "ec2", "us-east-1")
    request = AWSRequest(
        method="POST",
        url="https://ec2.us-east-1.amazonaws.com/",
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
        data=BODY,
    )
    for _ in range(count // 10 + 1):
        auth.add_auth(request)
    start = time.process_time_ns()
    for _ in range(count):
        auth.add_auth(request)
    return (time.process_time_ns() - start) / count


if __name__ == "__main__":
    main()
