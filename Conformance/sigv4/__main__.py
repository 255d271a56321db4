"""Compares the SigV4 module with botocore on random requests.

Three comparisons for each request:
  1. both sign it: canonical request, string to sign and signature are equal;
  2. our verifier accepts what botocore signed;
  3. our verifier refuses it, for the right reason, after one random change.

Prints the seed, with which a run can be repeated. Exits with 1 at a difference.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter

import mutations
import oracle
from cases import random_case

STEPS = ["canonical_request", "string_to_sign", "signature"]
SHOWN_AT_MOST = 5


def main() -> int:
    options = parse_options()
    rng = random.Random(options.seed)
    print(f"seed {options.seed}", flush=True)

    cases = [random_case(rng) for _ in range(options.count)]
    signed = [oracle.sign(case) for case in cases]
    verified = [mutations.received(case, made, rng) for case, made in zip(cases, signed)]
    changed = [mutations.mutate(case, job, rng) for case, job in zip(cases, verified)]

    jobs = [case.job("presign" if case.presigned else "sign") for case in cases]
    answers = ask(options.signer, jobs + verified + [mutation.job for mutation in changed])
    ours, accepted, refused = answers[: len(cases)], answers[len(cases) : 2 * len(cases)], answers[2 * len(cases) :]

    differences = {}
    for comparison, lines, results in [
        (compare_steps, zip(jobs, signed), ours),
        (expect_accepted, zip(verified), accepted),
        (expect_refused, zip(changed), refused),
    ]:
        for number, (line, result) in enumerate(zip(lines, results)):
            difference = comparison(*line, result)
            if difference:
                differences.setdefault(number, difference)
    for difference in list(differences.values())[:SHOWN_AT_MOST]:
        print(difference, file=sys.stderr)
    kinds = Counter(mutation.name for mutation in changed)
    print(f"refused after a change of: {', '.join(f'{name} {count}' for name, count in sorted(kinds.items()))}")
    print(f"{len(cases)} requests compared, {len(differences)} differ")
    return 1 if differences else 0


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--signer", required=True, help="path of sign-requests")
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    return parser.parse_args()


def ask(signer: str, jobs: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    process = subprocess.run([signer], input=lines, stdout=subprocess.PIPE, text=True, check=False, encoding="utf-8")
    answers = [json.loads(line) for line in process.stdout.splitlines()]
    if process.returncode != 0 or len(answers) != len(jobs):
        sys.exit(f"sign-requests answered {len(answers)} of {len(jobs)} lines and exited with {process.returncode}")
    return answers


def compare_steps(job: dict, expected: oracle.Signed, answer: dict) -> str | None:
    if "signed" not in answer:
        return f"we refuse to sign: {answer.get('reason')}\n  {json.dumps(job)}"
    for step in STEPS:
        theirs, ours = getattr(expected, step), answer["signed"][step]
        if theirs != ours:
            return f"{step} differs\n  request:  {json.dumps(job)}\n  botocore: {theirs!r}\n  ours:     {ours!r}"
    if job["operation"] == "presign" and answer["signed"]["target"] != expected.target:
        # The path is ours to leave alone, the query has to be the same.
        return f"target differs\n  botocore: {expected.target!r}\n  ours:     {answer['signed']['target']!r}"
    return None


def expect_accepted(job: dict, answer: dict) -> str | None:
    if answer.get("accepted"):
        return None
    return f"we refuse what botocore signed: {answer.get('reason')}\n  {json.dumps(job)}"


def expect_refused(mutation: "mutations.Mutation", answer: dict) -> str | None:
    if answer.get("accepted") is False and any(reason in answer["reason"] for reason in mutation.reasons):
        return None
    return f"after a change of {mutation.name} we answer {answer}\n  {json.dumps(mutation.job)}"


if __name__ == "__main__":
    sys.exit(main())
