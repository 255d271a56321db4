"""The chain with boto3: what the tutorial does, and what is refused."""

import json

from chain import ChainTestCase
from emulator import REGION

NAME = "snap-and-tag"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def statement(actions, resources="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resources} | more


DESCRIBE = statement(["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DescribeInstances"])
SNAPSHOT = statement("ec2:CreateSnapshot", ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*::snapshot/*"])
TAG_SNAPSHOT = statement(
    "ec2:CreateTags",
    "arn:aws:ec2:*::snapshot/*",
    Condition={"StringEquals": {"ec2:CreateAction": "CreateSnapshot"}},
)
TAG_INSTANCE = statement("ec2:CreateTags", "arn:aws:ec2:*:*:instance/*")
LOGS = statement(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])


class Tutorial(ChainTestCase):
    """The tutorial's steps, and what can be seen of them."""

    def setUp(self):
        super().setUp()
        for service in ("sns", "lambda", "iam", "autoscaling", "logs", "cloudwatch"):
            setattr(self, service if service != "lambda" else "functions", self.client(service))
        self.topic = self.sns.create_topic(Name=NAME)["TopicArn"]

    def role(self, *statements):
        arn = self.iam.create_role(RoleName=NAME, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        policy = {"Version": "2012-10-17", "Statement": list(statements)}
        self.iam.put_role_policy(RoleName=NAME, PolicyName="inline", PolicyDocument=json.dumps(policy))
        return arn

    def function(self, role, name=NAME, subscribe=True, **configuration):
        parameters = {
            "Runtime": "provided.al2023",
            "Handler": "bootstrap",
            "Code": {"ZipFile": self.zip.read_bytes()},
            "Timeout": 30,
        } | configuration
        arn = self.functions.create_function(FunctionName=name, Role=role, **parameters)["FunctionArn"]
        self.functions.get_waiter("function_active_v2").wait(FunctionName=name)
        if subscribe:
            self.functions.add_permission(
                FunctionName=name,
                StatementId="sns",
                Action="lambda:InvokeFunction",
                Principal="sns.amazonaws.com",
                SourceArn=self.topic,
            )
            self.sns.subscribe(TopicArn=self.topic, Protocol="lambda", Endpoint=arn)
        return arn

    def group(self, desired=0):
        template = self.ec2.create_launch_template(
            LaunchTemplateName=NAME,
            LaunchTemplateData={
                "ImageId": self.image(),
                "InstanceType": "t3.micro",
                "BlockDeviceMappings": [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 10}}],
            },
        )["LaunchTemplate"]["LaunchTemplateId"]
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=NAME,
            MinSize=0,
            MaxSize=10,
            DesiredCapacity=desired,
            AvailabilityZones=[f"{REGION}a"],
            LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
        )
        self.autoscaling.put_notification_configuration(
            AutoScalingGroupName=NAME,
            TopicARN=self.topic,
            NotificationTypes=["autoscaling:EC2_INSTANCE_LAUNCH"],
        )

    def instances(self):
        groups = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[NAME])["AutoScalingGroups"]
        return [i["InstanceId"] for i in groups[0]["Instances"] if i["LifecycleState"] == "InService"]

    def tag(self, instance):
        filters = [{"Name": "resource-id", "Values": [instance]}, {"Name": "key", "Values": ["Snapshots"]}]
        return [tag["Value"] for tag in self.ec2.describe_tags(Filters=filters)["Tags"]]

    def descriptions(self):
        snapshots = self.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
        return sorted(snapshot["Description"] for snapshot in snapshots)

    def expected_descriptions(self, instances):
        filters = [{"Name": "attachment.instance-id", "Values": instances}]
        volumes = self.ec2.describe_volumes(Filters=filters)["Volumes"]
        return sorted(f"Autosnap-{v['Attachments'][0]['InstanceId']}-{v['VolumeId']}" for v in volumes)

    def messages(self, pattern):
        group = f"/aws/lambda/{NAME}"
        try:
            pages = self.logs.get_paginator("filter_log_events").paginate(logGroupName=group, filterPattern=pattern)
            return [event["message"] for page in pages for event in page["events"]]
        except self.logs.exceptions.ResourceNotFoundException:
            return []


class TheChain(Tutorial):
    def test_every_launched_instance_gets_one_snapshot_a_volume_and_its_tag(self):
        self.function(self.role(DESCRIBE, SNAPSHOT, TAG_SNAPSHOT, TAG_INSTANCE, LOGS))
        self.group()
        self.autoscaling.set_desired_capacity(AutoScalingGroupName=NAME, DesiredCapacity=3)
        instances = self.wait_for("three instances", lambda: len(self.instances()) == 3 and self.instances())
        for instance in instances:
            self.wait_for(f"the tag of {instance}", lambda instance=instance: self.tag(instance) == ["Created"])
        self.assertEqual(self.descriptions(), self.expected_descriptions(instances))
        self.assertEqual(len(self.descriptions()), 6)
        self.wait_for("the log", lambda: len(self.messages('"Snapshot created with description"')) == 6)
        self.assertTrue(self.messages('"autoscaling:TEST_NOTIFICATION"'), "the test notification was not handled")

    def test_a_role_that_lacks_one_permission_fails_by_name_and_the_retry_goes_on_when_it_has_it(self):
        self.function(self.role(DESCRIBE, SNAPSHOT, TAG_SNAPSHOT, LOGS))
        self.group(desired=1)
        (instance,) = self.wait_for("an instance", self.instances)
        self.wait_for("the refusal", lambda: self.messages('"UnauthorizedOperation"'))
        self.assertEqual(self.tag(instance), [])
        whole = {
            "Version": "2012-10-17",
            "Statement": [DESCRIBE, SNAPSHOT, TAG_SNAPSHOT, TAG_INSTANCE, LOGS],
        }
        self.iam.put_role_policy(RoleName=NAME, PolicyName="inline", PolicyDocument=json.dumps(whole))
        self.advance(61)
        self.wait_for("the tag after the retry", lambda: self.tag(instance) == ["Created"])
        self.assertEqual(self.descriptions(), self.expected_descriptions([instance]))

    def test_without_the_topics_permission_the_function_is_never_called(self):
        arn = self.function(self.role(DESCRIBE, SNAPSHOT, TAG_SNAPSHOT, TAG_INSTANCE, LOGS), subscribe=False)
        self.sns.subscribe(TopicArn=self.topic, Protocol="lambda", Endpoint=arn)
        self.group(desired=1)
        (instance,) = self.wait_for("an instance", self.instances)
        self.advance(300)
        self.assertEqual(self.tag(instance), [])
        self.assertEqual(self.descriptions(), [])
