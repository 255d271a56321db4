"""What a deployment has made, seen with boto3, so that two tools' work can be compared."""

import json

QUEUE_ATTRIBUTES = (
    "DelaySeconds", "MessageRetentionPeriod", "VisibilityTimeout", "SqsManagedSseEnabled", "KmsMasterKeyId", "Policy",
    "RedrivePolicy",
)  # fmt: skip


def canonical(document):
    """A policy, in which neither the order of statements and members counts nor whether one value is in a list."""
    if isinstance(document, str):
        document = json.loads(document)
    return {"Statement": sorted((statement(s) for s in document["Statement"]), key=lambda s: s.get("Sid", ""))}


def statement(value):
    def listed(member):
        return sorted(member) if isinstance(member, list) else [member]

    result = dict(value)
    for member in ("Action", "Resource"):
        if member in result:
            result[member] = listed(result[member])
    if "Condition" in result:
        result["Condition"] = {
            operator: {key: listed(values) for key, values in keys.items()}
            for operator, keys in result["Condition"].items()
        }
    return result


def picture(case, name):
    """Everything that a deployment of that name consists of. Names that a tool makes up are left out."""
    functions = case.functions
    configuration = functions.get_function(FunctionName=name)
    role = configuration["Configuration"]["Role"].rsplit("/", 1)[1]
    return {
        "function": function(configuration["Configuration"]),
        "code": configuration["Configuration"]["CodeSha256"],
        "concurrency": configuration.get("Concurrency", {}).get("ReservedConcurrentExecutions"),
        "permissions": permissions(functions, name),
        "asynchronous": asynchronous(functions, name),
        "mappings": mappings(functions, name),
        "role": {
            "policies": {
                policy: canonical(case.iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"])
                for policy in case.iam.list_role_policies(RoleName=role)["PolicyNames"]
            },
            "attached": case.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"],
            "trust": case.iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"],
            "description": case.iam.get_role(RoleName=role)["Role"].get("Description"),
        },
        "queues": queues(case.sqs, name),
        "subscriptions": subscriptions(case.sns, name),
        "log": [
            (group["logGroupName"], group.get("retentionInDays"))
            for group in case.logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"]
        ],
        "alarms": alarms(case.cloudwatch, name),
    }


def function(configuration):
    kept = (
        "FunctionName", "Description", "Runtime", "Handler", "MemorySize", "Timeout", "Architectures", "Environment",
        "LoggingConfig", "PackageType",
    )  # fmt: skip
    return {key: configuration.get(key) for key in kept}


def permissions(functions, name):
    try:
        found = json.loads(functions.get_policy(FunctionName=name)["Policy"])["Statement"]
    except functions.exceptions.ResourceNotFoundException:
        return []
    return [statement(s) for s in found]


def asynchronous(functions, name):
    try:
        found = functions.get_function_event_invoke_config(FunctionName=name)
    except functions.exceptions.ResourceNotFoundException:
        return None
    return {
        "retries": found["MaximumRetryAttempts"],
        "age": found["MaximumEventAgeInSeconds"],
        "destinations": {k: v for k, v in found["DestinationConfig"].items() if v},
    }


def mappings(functions, name):
    kept = ("BatchSize", "MaximumBatchingWindowInSeconds", "EventSourceArn", "FunctionResponseTypes", "ScalingConfig")
    found = functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
    return [{key: mapping.get(key) for key in kept} for mapping in found]


def queues(sqs, name):
    found = {}
    for url in sorted(sqs.list_queues(QueueNamePrefix=f"{name}-").get("QueueUrls", [])):
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        kept = {key: attributes.get(key) for key in QUEUE_ATTRIBUTES}
        kept["Policy"] = canonical(kept["Policy"])
        kept["RedrivePolicy"] = json.loads(kept["RedrivePolicy"]) if kept["RedrivePolicy"] else None
        found[url.rsplit("/", 1)[1]] = kept
    return found


def subscriptions(sns, name):
    kept = ("Protocol", "Endpoint", "TopicArn", "FilterPolicyScope")
    found = []
    for subscription in sns.list_subscriptions()["Subscriptions"]:
        endpoint = subscription["Endpoint"].rsplit(":", 1)[1]
        if endpoint not in (name, f"{name}-launches"):
            continue
        attributes = sns.get_subscription_attributes(SubscriptionArn=subscription["SubscriptionArn"])["Attributes"]
        documents = {
            key: json.loads(attributes[key]) if key in attributes else None
            for key in ("FilterPolicy", "RedrivePolicy")
        }
        found.append({key: attributes.get(key) for key in kept} | documents)
    return found


def alarms(cloudwatch, name):
    kept = (
        "AlarmDescription", "Namespace", "MetricName", "Dimensions", "Statistic", "Period", "EvaluationPeriods",
        "Threshold", "ComparisonOperator", "TreatMissingData", "AlarmActions", "ActionsEnabled",
    )  # fmt: skip
    found = cloudwatch.describe_alarms(AlarmNamePrefix=f"{name}-")["MetricAlarms"]
    return {alarm["AlarmName"]: {key: alarm.get(key) for key in kept} for alarm in found}
