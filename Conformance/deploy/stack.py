"""A small CloudFormation: makes the resources of Deploy/sam/template.yaml with boto3, in the order of their references.

What a template says is handed to the service as it is, so that a property which AWS's API doesn't have, or local-aws
doesn't honour, is refused.
"""

import graphlib
import json

import template


class Stack:
    """The resources of the template, made in a cloud.

    `client` makes a boto3 client of a service's name, `zip` is what the function's code is.
    """

    def __init__(self, client, zip_bytes, account, **parameters):
        self.client = client
        self.zip = zip_bytes
        self.resolver = template.Resolver(template.translated(), parameters, account=account)
        self.account = account
        self.made = []

    def create(self):
        resources = self.resolver.resources()
        order = graphlib.TopologicalSorter({name: self.resolver.dependencies(name) for name in resources})
        for name in order.static_order():
            kind = resources[name]["Type"]
            make = getattr(self, "_" + kind.removeprefix("AWS::").replace("::", "_").lower(), None)
            if make is None:
                raise NotImplementedError(f"{name} is a {kind}, which these tests can't make")
            reference, attributes = make(self.resolver.properties(name), resources[name])
            self.resolver.references[name] = reference
            self.resolver.attributes.update({(name, key): value for key, value in attributes.items()})
            self.made.append((name, kind))
        return self

    def output(self, name):
        return self.resolver.value(self.resolver.template["Outputs"][name]["Value"])

    def role_policy(self):
        (policy,) = self.resolver.properties("Role")["Policies"]
        return policy["PolicyDocument"]

    def _sns_topic(self, properties, _):
        attributes = {k: str(v) for k, v in properties.items() if k not in ("TopicName", "Tags")}
        topic = self.client("sns").create_topic(Name=properties["TopicName"], Attributes=attributes)["TopicArn"]
        return topic, {"TopicName": properties["TopicName"]}

    def _sns_subscription(self, properties, _):
        known = ("TopicArn", "Protocol", "Endpoint")
        attributes = {k: v if isinstance(v, str) else json.dumps(v) for k, v in properties.items() if k not in known}
        made = self.client("sns").subscribe(
            **{k: properties[k] for k in known}, Attributes=attributes, ReturnSubscriptionArn=True
        )
        return made["SubscriptionArn"], {}

    def _sqs_queue(self, properties, _):
        attributes = {
            k: json.dumps(v) if isinstance(v, (dict, bool)) else str(v)
            for k, v in properties.items()
            if k not in ("QueueName", "Tags")
        }
        sqs = self.client("sqs")
        url = sqs.create_queue(QueueName=properties["QueueName"], Attributes=attributes)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        return url, {"Arn": arn, "QueueName": properties["QueueName"]}

    def _sqs_queuepolicy(self, properties, _):
        for url in properties["Queues"]:
            policy = json.dumps(properties["PolicyDocument"])
            self.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        return "policy", {}

    def _iam_role(self, properties, _):
        iam = self.client("iam")
        # CloudFormation makes up the name of a role that has none.
        name = f"stack-Role-{self.resolver.parameters['Name']}"
        plain = {k: v for k, v in properties.items() if k in ("Description", "PermissionsBoundary")}
        trust = json.dumps(properties["AssumeRolePolicyDocument"])
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **plain)["Role"]["Arn"]
        for policy in properties["Policies"]:
            document = json.dumps(policy["PolicyDocument"])
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)
        return name, {"Arn": arn}

    def _logs_loggroup(self, properties, _):
        logs = self.client("logs")
        name = properties["LogGroupName"]
        key = {"kmsKeyId": properties["KmsKeyId"]} if "KmsKeyId" in properties else {}
        logs.create_log_group(logGroupName=name, **key)
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
        (group,) = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        return name, {"Arn": group["arn"]}

    def _lambda_function(self, properties, _):
        functions = self.client("lambda")
        given = {k: v for k, v in properties.items() if k not in ("ReservedConcurrentExecutions", "Tags")}
        given |= {"Code": {"ZipFile": self.zip}, "MemorySize": int(given["MemorySize"]), "Timeout": int(given["Timeout"])}
        arn = functions.create_function(**given)["FunctionArn"]
        name = properties["FunctionName"]
        functions.get_waiter("function_active_v2").wait(FunctionName=name)
        if "ReservedConcurrentExecutions" in properties:
            reserved = int(properties["ReservedConcurrentExecutions"])
            functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=reserved)
        return name, {"Arn": arn}

    def _lambda_permission(self, properties, _):
        self.client("lambda").add_permission(StatementId="launches", **properties)
        return "permission", {}

    def _lambda_eventinvokeconfig(self, properties, _):
        self.client("lambda").put_function_event_invoke_config(**properties)
        return "configuration", {}

    def _lambda_eventsourcemapping(self, properties, _):
        if "ScalingConfig" in properties:
            maximum = int(properties["ScalingConfig"]["MaximumConcurrency"])
            properties = properties | {"ScalingConfig": {"MaximumConcurrency": maximum}}
        return self.client("lambda").create_event_source_mapping(**properties)["UUID"], {}

    def _cloudwatch_alarm(self, properties, _):
        self.client("cloudwatch").put_metric_alarm(**properties)
        return properties["AlarmName"], {}
