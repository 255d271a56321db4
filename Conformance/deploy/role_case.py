"""The role's policy, statement by statement: what is refused without it, and what is refused even with all of them."""

import copy
import json

from botocore.exceptions import ClientError
from case import DeployTestCase, launch_event
from emulator import REGION

# What has to be refused when an action is taken out of a statement: the action and the resource as EC2 names them.
REFUSED_CALLS = {
    ("Look", "ec2:DescribeVolumes"): "ec2:DescribeVolumes",
    ("Look", "ec2:DescribeSnapshots"): "ec2:DescribeSnapshots",
    ("SnapshotVolumes", "ec2:CreateSnapshot"): "ec2:CreateSnapshot on resource: arn:aws:ec2:{region}:{account}:volume/vol-",
    ("OnlyWithOurTags", "ec2:CreateSnapshot"): "ec2:CreateSnapshot on resource: arn:aws:ec2:{region}::snapshot/",
    ("TagNewSnapshots", "ec2:CreateTags"): "ec2:CreateTags on resource: arn:aws:ec2:{region}::snapshot/",
    ("TagInstances", "ec2:CreateTags"): "ec2:CreateTags on resource: arn:aws:ec2:{region}:{account}:instance/i-",
}
# Proven by tests of their own, below.
PROVEN_ELSEWHERE = {
    ("Look", "ec2:DescribeInstances"),
    ("Log", "logs:CreateLogStream"),
    ("Log", "logs:PutLogEvents"),
    ("KeepFailures", "sqs:SendMessage"),
    ("TakeLaunches", "sqs:ReceiveMessage"),
    ("TakeLaunches", "sqs:DeleteMessage"),
    ("TakeLaunches", "sqs:GetQueueAttributes"),
}
OUR_TAGS = {"CreatedBy": "snap-and-tag", "snap-and-tag:instance": "i-0a1b2c3d", "snap-and-tag:volume": "vol-0a1b2c3d"}


def listed(value):
    return value if isinstance(value, list) else [value]


def actions(document):
    """Every statement's every action."""
    return [(s["Sid"], action) for s in document["Statement"] for action in listed(s["Action"])]


def without(document, sid, action=None):
    """The policy without a statement, or without one action of it."""
    changed = copy.deepcopy(document)
    for statement in list(changed["Statement"]):
        if statement["Sid"] != sid:
            continue
        left = [a for a in listed(statement["Action"]) if action is not None and a != action]
        if left:
            statement["Action"] = left
        else:
            changed["Statement"].remove(statement)
    return changed


class PolicyCase(DeployTestCase):
    """Functions whose roles' policies are changed.

    Subclasses deploy in setUpClass, and set `functions_deployed`: names of functions by delivery.
    """

    functions_deployed = {}

    def setUp(self):
        """The deployment stays; only the roles' policies are put back."""
        self.whole = {}
        for delivery, name in self.functions_deployed.items():
            self.whole[delivery] = self.role_policy(name)

    def tearDown(self):
        for delivery, document in self.whole.items():
            self.put(self.functions_deployed[delivery], document)

    def role(self, function):
        arn = self.functions.get_function_configuration(FunctionName=function)["Role"]
        return arn.rsplit("/", 1)[1]

    def role_policy(self, function):
        role = self.role(function)
        (name,) = self.iam.list_role_policies(RoleName=role)["PolicyNames"]
        self.assertEqual(self.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"], [])
        return self.iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]

    def put(self, function, document):
        role = self.role(function)
        (name,) = self.iam.list_role_policies(RoleName=role)["PolicyNames"]
        self.iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))

    def each(self):
        for delivery, name in self.functions_deployed.items():
            yield delivery, name, self.whole[delivery]

    def outsider(self, document):
        """Somebody who may do what the function may, to try what it never would."""
        name = "outsider"
        self.iam.create_user(UserName=name)
        self.addCleanup(self.iam.delete_user, UserName=name)
        self.iam.put_user_policy(UserName=name, PolicyName="copy", PolicyDocument=json.dumps(document))
        self.addCleanup(self.iam.delete_user_policy, UserName=name, PolicyName="copy")
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        self.addCleanup(self.iam.delete_access_key, UserName=name, AccessKeyId=key["AccessKeyId"])
        return lambda service: self.client(service, key["AccessKeyId"], key["SecretAccessKey"])


class RoleCase(PolicyCase):
    """The tests of a deployed function's role, for each way of deployment to inherit."""

    # needed

    def test_the_tests_know_every_statement_and_every_action(self):
        known = set(REFUSED_CALLS) | PROVEN_ELSEWHERE
        found = set()
        for _, _, document in self.each():
            found |= set(actions(document))
        self.assertEqual(found, known)

    def test_without_an_action_on_ec2_the_call_that_needs_it_is_refused_by_name(self):
        for delivery, name, document in self.each():
            for (sid, action), refused in REFUSED_CALLS.items():
                with self.subTest(delivery=delivery, statement=sid, action=action):
                    self.put(name, without(document, sid, action))
                    instance = self.launch()
                    error, _ = self.invoke(name, launch_event(instance))
                    self.assertIsNotNone(error, "the invocation succeeded")
                    words = f"is not authorized to perform: {refused}".format(region=REGION, account=self.account)
                    self.assertIn(words, error["errorMessage"])
                    self.assertEqual(self.tag(instance), [])
                    if sid != "TagInstances":
                        self.assertEqual(self.snapshots(instance), [])

    def test_with_the_whole_policy_the_same_instance_is_finished_after_each_refusal(self):
        for delivery, name, document in self.each():
            with self.subTest(delivery=delivery):
                instance = self.launch()
                for sid, action in REFUSED_CALLS:
                    self.put(name, without(document, sid, action))
                    self.assertIsNotNone(self.invoke(name, launch_event(instance))[0])
                self.put(name, document)
                # EBS takes one CreateSnapshot of a volume in 15 seconds.
                self.advance(20)
                self.assertIsNone(self.invoke(name, launch_event(instance))[0])
                self.assertEqual(self.tag(instance), ["Created"])
                self.assertEqual(self.snapshots(instance), self.volumes(instance))

    def test_without_describe_instances_the_log_warns_that_volumes_can_be_missed(self):
        for delivery, name, document in self.each():
            with self.subTest(delivery=delivery):
                self.put(name, without(document, "Look", "ec2:DescribeInstances"))
                error, log = self.invoke(name, launch_event(self.launch()))
                self.assertIsNone(error)
                self.assertIn("The role may not describe instances", log)
                self.assertIn("is not authorized to perform: ec2:DescribeInstances", log)

    def test_without_the_logs_actions_the_function_says_nothing(self):
        for delivery, name, document in self.each():
            described = self.functions.get_function_configuration(FunctionName=name)["Description"]
            self.addCleanup(self.functions.update_function_configuration, FunctionName=name, Description=described)
            for action in ("logs:CreateLogStream", "logs:PutLogEvents", None):
                with self.subTest(delivery=delivery, action=action):
                    self.put(name, without(document, "Log", action) if action else document)
                    # A new process has a new log stream.
                    self.functions.update_function_configuration(FunctionName=name, Description=f"Without {action}")
                    self.functions.get_waiter("function_updated_v2").wait(FunctionName=name)
                    instance = self.launch()
                    self.assertIsNone(self.invoke(name, launch_event(instance))[0])
                    heard = bool(self.messages(name, f'"Tag added to EC2 instance with id: {instance}"'))
                    self.assertEqual(heard, action is None)

    def test_without_the_queues_permission_lambda_refuses_the_destination(self):
        name = self.functions_deployed["direct"]
        configuration = self.functions.get_function_event_invoke_config(FunctionName=name)
        destination = configuration["DestinationConfig"]["OnFailure"]["Destination"]
        self.put(name, without(self.whole["direct"], "KeepFailures"))
        message = self.assertRefused(
            "InvalidParameterValueException",
            400,
            self.functions.put_function_event_invoke_config,
            FunctionName=name,
            DestinationConfig={"OnFailure": {"Destination": destination}},
        )
        self.assertIn(destination, message)

    def test_without_an_action_on_the_queue_lambda_refuses_the_mapping_by_name(self):
        name = self.functions_deployed["queue"]
        (mapping,) = self.functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
        other = f"{name}-again"
        configuration = self.functions.get_function_configuration(FunctionName=name)
        self.functions.create_function(
            FunctionName=other,
            Role=configuration["Role"],
            Runtime="provided.al2023",
            Handler="bootstrap",
            Timeout=configuration["Timeout"],
            Code={"ZipFile": self.zip.read_bytes()},
        )
        self.functions.get_waiter("function_active_v2").wait(FunctionName=other)
        try:
            for action in ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"):
                with self.subTest(action=action):
                    self.put(name, without(self.whole["queue"], "TakeLaunches", action))
                    message = self.assertRefused(
                        "InvalidParameterValueException",
                        400,
                        self.functions.create_event_source_mapping,
                        FunctionName=other,
                        EventSourceArn=mapping["EventSourceArn"],
                    )
                    self.assertIn(f"permissions to call {action.split(':')[1]} on SQS", message)
        finally:
            self.functions.delete_function(FunctionName=other)

    # sufficient, and no more than that

    def assertForbidden(self, call, **parameters):
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        code = caught.exception.response["Error"]["Code"]
        self.assertIn(code, ("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthorizationError"))

    def test_the_role_makes_only_snapshots_with_the_tags_that_find_them_again(self):
        for delivery, _, document in self.each():
            with self.subTest(delivery=delivery):
                ec2 = self.outsider(document)("ec2")
                volume = self.volume()

                def create(**tags):
                    specification = [
                        {
                            "ResourceType": "snapshot",
                            "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
                        }
                    ]
                    return ec2.create_snapshot(VolumeId=volume, TagSpecifications=specification if tags else [])

                self.assertForbidden(create)
                for missing in OUR_TAGS:
                    self.assertForbidden(create, **{k: v for k, v in OUR_TAGS.items() if k != missing})
                self.assertForbidden(create, **OUR_TAGS | {"CreatedBy": "somebody"})
                self.assertForbidden(create, **OUR_TAGS | {"Name": "a tag of others"})
                snapshot = create(**OUR_TAGS | {"snap-and-tag:group": "web"})["SnapshotId"]

                tags = [{"Key": "CreatedBy", "Value": "snap-and-tag"}]
                self.assertForbidden(ec2.create_tags, Resources=[snapshot], Tags=tags)
                self.assertForbidden(ec2.delete_tags, Resources=[snapshot])
                self.assertForbidden(ec2.delete_snapshot, SnapshotId=snapshot)
                self.doCleanups()

    def test_the_role_puts_no_other_tag_on_an_instance_and_none_on_anything_else(self):
        for delivery, _, document in self.each():
            with self.subTest(delivery=delivery):
                ec2 = self.outsider(document)("ec2")
                instance, volume = self.launch(), self.volume()

                def tag(resource, **tags):
                    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
                    return ec2.create_tags(Resources=[resource], Tags=pairs)

                self.assertForbidden(tag, resource=instance, Name="web")
                self.assertForbidden(tag, resource=instance, Snapshots="Deleted")
                self.assertForbidden(tag, resource=instance, Snapshots="Created", Name="web")
                self.assertForbidden(tag, resource=volume, Snapshots="Created")
                tag(resource=instance, Snapshots="Created")
                self.assertForbidden(ec2.delete_tags, Resources=[instance])
                self.assertForbidden(ec2.terminate_instances, InstanceIds=[instance])
                self.doCleanups()

    def test_the_role_reaches_no_other_log_and_no_other_queue(self):
        for delivery, name, document in self.each():
            with self.subTest(delivery=delivery):
                clients = self.outsider(document)
                other = "/aws/lambda/other"
                self.logs.create_log_group(logGroupName=other)
                self.addCleanup(self.logs.delete_log_group, logGroupName=other)
                logs = clients("logs")
                self.assertForbidden(logs.create_log_stream, logGroupName=other, logStreamName="stream")
                self.assertForbidden(logs.create_log_group, logGroupName="/aws/lambda/third")
                self.assertForbidden(logs.delete_log_group, logGroupName=f"/aws/lambda/{name}")
                logs.create_log_stream(logGroupName=f"/aws/lambda/{name}", logStreamName=f"outsider-{delivery}")

                sqs = clients("sqs")
                url = self.sqs.create_queue(QueueName="other")["QueueUrl"]
                self.addCleanup(self.sqs.delete_queue, QueueUrl=url)
                failures = self.queue_url(f"{name}-failures")
                self.assertForbidden(sqs.send_message, QueueUrl=url, MessageBody="{}")
                self.assertForbidden(sqs.receive_message, QueueUrl=failures)
                if delivery == "queue":
                    launches = self.queue_url(f"{name}-launches")
                    self.assertForbidden(sqs.send_message, QueueUrl=launches, MessageBody="{}")
                    self.assertForbidden(sqs.purge_queue, QueueUrl=launches)
                    self.assertForbidden(sqs.send_message, QueueUrl=failures, MessageBody="{}")
                self.doCleanups()
