"""Events of Fixtures/, about an instance that exists."""

import re
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "Fixtures"
GROUP = "web-asg"
ACTIVITY = "7d862f1c-2f0b-41a9-9c55-0d7e7b6c2a10"

# Every form of launch, in every envelope.
LAUNCHES = [
    "eventbridge-launch",
    "launch",
    "launch-2012",
    "launch-attached",
    "launch-beyond-64-bits",
    "launch-beyond-doubles",
    "launch-from-warm-pool",
    "launch-lone-surrogate",
    "launch-minimal",
    "launch-numeric-account",
    "launch-out-of-standby",
    "launch-padded-message",
    "launch-unicode-group",
    "several-records",
    "sns-eventbridge-launch",
    "sqs-eventbridge-launch",
    "sqs-launch",
    "sqs-launch-beyond-64-bits",
    "sqs-launch-raw",
]
# Launches that don't say of what.
UNUSABLE = [
    "launch-empty-instance",
    "launch-malformed-instance",
    "launch-null-instance",
    "launch-without-instance",
]
# Launches whose document can't be read.
UNREADABLE = [
    "launch-cut-off",
    "launch-not-quite-json",
    "sqs-launch-cut-off",
]
# Lifecycle hooks are left alone.
LIFECYCLE = [
    "eventbridge-lifecycle",
    "lifecycle-launching",
    "lifecycle-launching-direct",
    "lifecycle-terminating",
    "sqs-lifecycle",
]
# Everything else that arrives at such a function.
FOREIGN = [
    "console-test-empty",
    "console-test-keys",
    "eventbridge-instance-refresh",
    "eventbridge-launch-unsuccessful",
    "eventbridge-terminate",
    "foreign-alarm",
    "foreign-cut-off",
    "foreign-empty-message",
    "foreign-json-array",
    "foreign-json-string",
    "foreign-text",
    "launch-error",
    "launch-error-abandoned",
    "launch-error-cut-off",
    "records-empty",
    "records-foreign",
    "sqs-foreign",
    "terminate",
    "terminate-error",
    "test-notification",
    "test-notification-direct",
    "test-notification-minimal",
    "test-notification-with-transition",
    "unknown-event",
]
# A batch of which one message is good and one is unusable.
MIXED = ["sqs-batch"]


def event(name: str, instance_id: str) -> bytes:
    """The fixture with every instance id that it mentions replaced by that one."""
    text = (FIXTURES / "sns-events" / f"{name}.json").read_text(encoding="utf-8")
    return re.sub(r"\bi-[0-9a-f]{8,17}\b", instance_id, text).encode()


def launch(instance_id: str) -> bytes:
    return event("launch", instance_id)
