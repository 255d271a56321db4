"""What the deployment's tests start from: groups that launch, events, and the eyes to see what came of them."""

import base64
import json
import re

from chain import ChainTestCase
from emulator import REGION, REPOSITORY

LAUNCH = REPOSITORY / "Fixtures" / "sns-events" / "launch.json"
TRUST_LAMBDA = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def launch_event(instance):
    """The notification of an instance's launch, as SNS hands it to a function."""
    text = LAUNCH.read_text(encoding="utf-8")
    return re.sub(r"i-0a1b2c3d4e5f60718", instance, text)


class DeployTestCase(ChainTestCase):
    """A cloud with groups in it, and what is deployed there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sns = cls.client("sns")
        cls.sqs = cls.client("sqs")
        cls.iam = cls.client("iam")
        cls.functions = cls.client("lambda", read_timeout=90)
        cls.autoscaling = cls.client("autoscaling")
        cls.logs = cls.client("logs")
        cls.cloudwatch = cls.client("cloudwatch")
        cls.account = cls.client("sts").get_caller_identity()["Account"]

    @classmethod
    def make_group(cls, name, topic=None):
        """A group without instances, whose instances have two volumes."""
        images = cls.ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "architecture", "Values": ["x86_64"]}])
        cls.ec2.create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData={
                "ImageId": images["Images"][0]["ImageId"],
                "InstanceType": "t3.micro",
                "BlockDeviceMappings": [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 10}}],
            },
        )
        cls.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name,
            MinSize=0,
            MaxSize=20,
            DesiredCapacity=0,
            AvailabilityZones=[f"{REGION}a"],
            LaunchTemplate={"LaunchTemplateName": name, "Version": "$Latest"},
        )
        if topic:
            cls.notify(name, topic)

    @classmethod
    def notify(cls, group, topic):
        cls.autoscaling.put_notification_configuration(
            AutoScalingGroupName=group,
            TopicARN=topic,
            NotificationTypes=["autoscaling:EC2_INSTANCE_LAUNCH"],
        )

    def instances(self, group):
        (found,) = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"]
        return {i["InstanceId"] for i in found["Instances"] if i["LifecycleState"] == "InService"}

    def scale_out(self, group):
        """Has a group launch one more instance, and returns it."""
        before = self.instances(group)
        self.autoscaling.set_desired_capacity(AutoScalingGroupName=group, DesiredCapacity=len(before) + 1)
        (instance,) = self.wait_for(f"an instance of {group}", lambda: self.instances(group) - before)
        return instance

    def tag(self, instance):
        filters = [{"Name": "resource-id", "Values": [instance]}, {"Name": "key", "Values": ["Snapshots"]}]
        return [tag["Value"] for tag in self.ec2.describe_tags(Filters=filters)["Tags"]]

    def volumes(self, instance):
        filters = [{"Name": "attachment.instance-id", "Values": [instance]}]
        return sorted(v["VolumeId"] for v in self.ec2.describe_volumes(Filters=filters)["Volumes"])

    def snapshots(self, instance):
        """The volumes of an instance, each as often as it has a snapshot, whoever made it."""
        pattern = f"Autosnap-{instance}-*"
        found = self.ec2.describe_snapshots(
            OwnerIds=["self"], Filters=[{"Name": "description", "Values": [pattern]}]
        )["Snapshots"]
        return sorted(s["VolumeId"] for s in found)

    def assertSnapshotted(self, instance, times=1):
        """Every volume has its snapshot, and the instance its tag."""
        self.wait_for(f"the tag of {instance}", lambda: self.tag(instance) == ["Created"])
        volumes = self.volumes(instance)
        self.assertEqual(len(volumes), 2)
        self.assertEqual(self.snapshots(instance), sorted(volumes * times))

    def invoke(self, function, event):
        """Invokes and waits. Returns the error, None if there was none, and what the function wrote to its log."""
        answer = self.functions.invoke(FunctionName=function, Payload=event, LogType="Tail")
        payload = json.load(answer["Payload"])
        log = base64.b64decode(answer.get("LogResult", "")).decode()
        return (payload if answer.get("FunctionError") else None), log

    def messages(self, group, pattern=""):
        try:
            pages = self.logs.get_paginator("filter_log_events").paginate(
                logGroupName=f"/aws/lambda/{group}", filterPattern=pattern
            )
            return [event["message"] for page in pages for event in page["events"]]
        except self.logs.exceptions.ResourceNotFoundException:
            return []

    def queue_url(self, name):
        return self.sqs.get_queue_url(QueueName=name)["QueueUrl"]

    def received(self, queue):
        answer = self.sqs.receive_message(
            QueueUrl=self.queue_url(queue), MaxNumberOfMessages=10, VisibilityTimeout=0
        )
        return [message["Body"] for message in answer.get("Messages", [])]

    def alarm_state(self, name):
        (alarm,) = self.cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
        return alarm["StateValue"]
