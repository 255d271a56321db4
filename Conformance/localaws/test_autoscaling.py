"""boto3 as the client of local-aws: every Auto Scaling action, its paginators and error codes."""

import datetime
import json
import time
import unittest

from emulator import REGION, EmulatorTestCase
from metrics import sums

ZONES = [f"{REGION}a", f"{REGION}b"]
LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"


class AutoScalingTestCase(EmulatorTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.autoscaling = cls.client("autoscaling")

    def configuration(self, name="small", **parameters):
        parameters.setdefault("ImageId", self.image())
        parameters.setdefault("InstanceType", "t3.micro")
        self.autoscaling.create_launch_configuration(LaunchConfigurationName=name, **parameters)

    def group(self, name="web", desired=1, **parameters):
        """A group whose instances are in service, unless a hook holds them."""
        if "LaunchTemplate" not in parameters and "MixedInstancesPolicy" not in parameters:
            if not self.autoscaling.describe_launch_configurations()["LaunchConfigurations"]:
                self.configuration()
            parameters.setdefault("LaunchConfigurationName", "small")
        parameters.setdefault("MinSize", 0)
        parameters.setdefault("MaxSize", 10)
        if "VPCZoneIdentifier" not in parameters:
            parameters.setdefault("AvailabilityZones", ZONES)
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name, DesiredCapacity=desired, **parameters
        )
        self.advance(2)
        return self.described(name)

    def described(self, name="web"):
        groups = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
        return (groups["AutoScalingGroups"] or [None])[0]

    def states(self, name="web"):
        return [i["LifecycleState"] for i in self.described(name)["Instances"]]

    def instances(self, name="web"):
        return [i["InstanceId"] for i in self.described(name)["Instances"]]

    def activities(self, name="web"):
        return self.autoscaling.describe_scaling_activities(AutoScalingGroupName=name)["Activities"]


class Groups(AutoScalingTestCase):
    def test_scale_out_and_in(self):
        group = self.group(desired=1, Tags=[{"Key": "Name", "Value": "w", "PropagateAtLaunch": True}])
        self.assertEqual(group["TerminationPolicies"], ["Default"])
        self.assertEqual(group["HealthCheckType"], "EC2")
        self.assertIsInstance(group["CreatedTime"], datetime.datetime)
        self.assertEqual(self.states(), ["InService"])
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=3)
        self.advance(1)
        self.assertEqual(self.states(), ["InService"] * 3)
        activities = self.activities()
        self.assertEqual([a["StatusCode"] for a in activities], ["Successful"] * 3)
        self.assertEqual(set(json.loads(activities[0]["Details"])), {"Subnet ID", "Availability Zone"})
        reservations = self.ec2.describe_instances(
            Filters=[{"Name": "tag:aws:autoscaling:groupName", "Values": ["web"]}]
        )["Reservations"]
        launched = [i for r in reservations for i in r["Instances"]]
        self.assertEqual(len(launched), 3)
        self.assertIn({"Key": "Name", "Value": "w"}, launched[0]["Tags"])
        self.autoscaling.update_auto_scaling_group(
            AutoScalingGroupName="web", MinSize=0, MaxSize=0, DesiredCapacity=0
        )
        self.advance(2)
        self.assertEqual(self.instances(), [])
        self.autoscaling.delete_auto_scaling_group(AutoScalingGroupName="web")
        self.assertIsNone(self.described())

    def test_without_help_on_a_clock_that_runs(self):
        self.configuration()
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName="web",
            LaunchConfigurationName="small",
            MinSize=2,
            MaxSize=2,
            AvailabilityZones=ZONES,
        )
        for _ in range(100):
            if self.states() == ["InService"] * 2:
                break
            time.sleep(0.1)
        self.assertEqual(self.states(), ["InService"] * 2)

    def test_launch_template(self):
        template = self.ec2.create_launch_template(
            LaunchTemplateName="template",
            LaunchTemplateData={
                "ImageId": self.image(),
                "InstanceType": "t3.small",
                "BlockDeviceMappings": [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 9}}],
                "TagSpecifications": [
                    {"ResourceType": "instance", "Tags": [{"Key": "Of", "Value": "template"}]},
                    {"ResourceType": "volume", "Tags": [{"Key": "Of", "Value": "volume"}]},
                ],
            },
        )["LaunchTemplate"]
        group = self.group(LaunchTemplate={"LaunchTemplateName": "template", "Version": "$Latest"})
        self.assertEqual(
            group["LaunchTemplate"],
            {
                "LaunchTemplateId": template["LaunchTemplateId"],
                "LaunchTemplateName": "template",
                "Version": "$Latest",
            },
        )
        instance = group["Instances"][0]
        self.assertEqual(instance["InstanceType"], "t3.small")
        self.assertEqual(instance["LaunchTemplate"]["Version"], "1")
        launched = self.ec2.describe_instances(InstanceIds=[instance["InstanceId"]])
        tags = {t["Key"]: t["Value"] for t in launched["Reservations"][0]["Instances"][0]["Tags"]}
        self.assertEqual(tags["Of"], "template")
        self.assertEqual(tags["aws:autoscaling:groupName"], "web")
        self.assertEqual(tags["aws:ec2launchtemplate:id"], template["LaunchTemplateId"])
        self.assertEqual(tags["aws:ec2launchtemplate:version"], "1")
        volumes = self.ec2.describe_volumes(Filters=[{"Name": "tag:Of", "Values": ["volume"]}])["Volumes"]
        self.assertEqual(sorted(v["Size"] for v in volumes)[-1], 9)

        self.ec2.create_launch_template_version(
            LaunchTemplateName="template",
            SourceVersion="1",
            LaunchTemplateData={"InstanceType": "t3.medium", "UserData": ""},
        )
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
        self.advance(1)
        newest = self.described()["Instances"][-1]
        self.assertEqual((newest["InstanceType"], newest["LaunchTemplate"]["Version"]), ("t3.medium", "2"))
        self.assertRefused(
            "ValidationError",
            400,
            self.autoscaling.update_auto_scaling_group,
            AutoScalingGroupName="web",
            LaunchTemplate={"LaunchTemplateName": "nobody"},
        )

    def test_mixed_instances_policy(self):
        self.ec2.create_launch_template(
            LaunchTemplateName="template",
            LaunchTemplateData={"ImageId": self.image(), "InstanceType": "t3.small"},
        )
        group = self.group(
            MixedInstancesPolicy={
                "LaunchTemplate": {
                    "LaunchTemplateSpecification": {"LaunchTemplateName": "template", "Version": "1"},
                    "Overrides": [{"InstanceType": "t3.large"}, {"InstanceType": "t3.micro"}],
                }
            }
        )
        self.assertEqual(group["Instances"][0]["InstanceType"], "t3.large")
        policy = group["MixedInstancesPolicy"]
        self.assertEqual(len(policy["LaunchTemplate"]["Overrides"]), 2)
        self.assertEqual(policy["InstancesDistribution"]["OnDemandPercentageAboveBaseCapacity"], 100)

    def test_subnets(self):
        subnets = self.ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])
        ids = [s["SubnetId"] for s in subnets["Subnets"]][:2]
        group = self.group(desired=2, VPCZoneIdentifier=",".join(ids))
        self.assertEqual(group["VPCZoneIdentifier"], ",".join(ids))
        self.assertEqual(len(group["AvailabilityZones"]), 2)

    def test_delete_by_force(self):
        self.group(desired=2)
        delete = self.autoscaling.delete_auto_scaling_group
        self.assertRefused("ResourceInUse", 400, delete, AutoScalingGroupName="web")
        delete(AutoScalingGroupName="web", ForceDelete=True)
        self.assertEqual(self.described()["Status"], "Delete in progress")
        self.advance(2)
        self.assertIsNone(self.described())

    def test_refusals(self):
        group = self.autoscaling.create_auto_scaling_group
        self.configuration()
        sizes = dict(AutoScalingGroupName="web", MinSize=0, MaxSize=1)
        self.assertRefused("ValidationError", 400, group, AvailabilityZones=ZONES, **sizes)
        self.assertRefused("ValidationError", 400, group, LaunchConfigurationName="small", **sizes)
        self.group(desired=0)
        self.assertRefused(
            "AlreadyExists", 400, group, LaunchConfigurationName="small", AvailabilityZones=ZONES, **sizes
        )
        self.assertRefused(
            "ValidationError",
            400,
            self.autoscaling.set_desired_capacity,
            AutoScalingGroupName="web",
            DesiredCapacity=99,
        )
        message = self.assertRefused(
            "ValidationError",
            400,
            self.autoscaling.set_desired_capacity,
            AutoScalingGroupName="nobody",
            DesiredCapacity=1,
        )
        self.assertIn("not found", message)

    def test_launch_configurations(self):
        self.configuration(
            "full",
            KeyName=self.ec2.create_key_pair(KeyName="key")["KeyName"],
            UserData="IyE=",
            BlockDeviceMappings=[
                {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 9, "VolumeType": "gp3", "Encrypted": True}},
                {"DeviceName": "/dev/sdg", "NoDevice": True},
            ],
            InstanceMonitoring={"Enabled": False},
            EbsOptimized=True,
            AssociatePublicIpAddress=True,
            MetadataOptions={"HttpTokens": "required"},
        )
        full = self.autoscaling.describe_launch_configurations()["LaunchConfigurations"][0]
        self.assertEqual(full["KeyName"], "key")
        self.assertEqual(full["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"], 9)
        self.assertTrue(full["BlockDeviceMappings"][1]["NoDevice"])
        self.assertFalse(full["InstanceMonitoring"]["Enabled"])
        self.assertTrue(full["AssociatePublicIpAddress"])
        self.group(LaunchConfigurationName="full")
        self.assertEqual(self.states(), ["InService"])
        delete = self.autoscaling.delete_launch_configuration
        self.assertRefused("ResourceInUse", 400, delete, LaunchConfigurationName="full")
        self.configuration("other")
        delete(LaunchConfigurationName="other")
        self.assertRefused("ValidationError", 400, delete, LaunchConfigurationName="other")

    def test_tags(self):
        self.group(desired=0)
        tag = {"ResourceId": "web", "ResourceType": "auto-scaling-group", "Key": "k", "Value": "v"}
        self.autoscaling.create_or_update_tags(Tags=[{**tag, "PropagateAtLaunch": True}])
        self.assertEqual(
            self.autoscaling.describe_tags(Filters=[{"Name": "key", "Values": ["k"]}])["Tags"],
            [{**tag, "PropagateAtLaunch": True}],
        )
        self.assertEqual(self.described()["Tags"], [{**tag, "PropagateAtLaunch": True}])
        self.autoscaling.delete_tags(Tags=[tag])
        self.assertEqual(self.autoscaling.describe_tags()["Tags"], [])


class Instances(AutoScalingTestCase):
    def test_standby_and_back(self):
        self.group(desired=2)
        call = dict(AutoScalingGroupName="web", InstanceIds=self.instances()[:1])
        out = self.autoscaling.enter_standby(ShouldDecrementDesiredCapacity=True, **call)["Activities"]
        self.assertIn("to Standby", out[0]["Description"])
        self.assertEqual(self.states(), ["Standby", "InService"])
        back = self.autoscaling.exit_standby(**call)["Activities"]
        self.assertIn("out of Standby", back[0]["Description"])
        self.assertEqual(self.states(), ["InService", "InService"])

    def test_attach_and_detach(self):
        self.group(desired=1)
        own = self.launch()
        call = dict(AutoScalingGroupName="web", InstanceIds=[own])
        self.autoscaling.attach_instances(**call)
        self.assertIn(own, self.instances())
        activities = self.autoscaling.detach_instances(ShouldDecrementDesiredCapacity=True, **call)
        self.assertIn(own, activities["Activities"][0]["Description"])
        self.assertNotIn(own, self.instances())

    def test_terminate(self):
        self.group(desired=2)
        first = self.instances()[0]
        activity = self.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=first, ShouldDecrementDesiredCapacity=True
        )["Activity"]
        self.assertEqual(activity["StatusCode"], "InProgress")
        self.advance(2)
        self.assertEqual(len(self.instances()), 1)
        self.assertEqual(self.activities()[0]["ActivityId"], activity["ActivityId"])
        self.assertEqual(self.activities()[0]["StatusCode"], "Successful")

    def test_health_and_protection(self):
        self.group(desired=2)
        first, second = self.instances()
        self.autoscaling.set_instance_protection(
            AutoScalingGroupName="web", InstanceIds=[first], ProtectedFromScaleIn=True
        )
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
        self.advance(2)
        self.assertEqual(self.instances(), [first])
        self.assertTrue(self.described()["Instances"][0]["ProtectedFromScaleIn"])
        self.autoscaling.set_instance_health(InstanceId=first, HealthStatus="Unhealthy")
        self.advance(2)
        self.assertNotIn(first, self.instances())
        self.assertEqual(self.states(), ["InService"])

    def test_listing(self):
        self.group(desired=3)
        pages = self.autoscaling.get_paginator("describe_auto_scaling_instances").paginate(
            PaginationConfig={"PageSize": 2}
        )
        rows = [len(page["AutoScalingInstances"]) for page in pages]
        self.assertEqual(rows, [2, 1])


class Hooks(AutoScalingTestCase):
    def put(self, name, transition, **parameters):
        self.autoscaling.put_lifecycle_hook(
            AutoScalingGroupName="web", LifecycleHookName=name, LifecycleTransition=transition, **parameters
        )

    def test_launching_and_terminating(self):
        self.group(desired=0)
        self.put("first", LAUNCHING, HeartbeatTimeout=60)
        self.put("last", TERMINATING, DefaultResult="CONTINUE", NotificationMetadata="m")
        hooks = self.autoscaling.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"]
        self.assertEqual([h["GlobalTimeout"] for h in hooks], [6000, 172800])
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
        self.advance(1)
        self.assertEqual(self.states(), ["Pending:Wait"])
        call = dict(AutoScalingGroupName="web", LifecycleHookName="first", InstanceId=self.instances()[0])
        self.advance(50)
        self.autoscaling.record_lifecycle_action_heartbeat(**call)
        self.advance(50)
        self.assertEqual(self.states(), ["Pending:Wait"])
        self.autoscaling.complete_lifecycle_action(LifecycleActionResult="CONTINUE", **call)
        self.advance(1)
        self.assertEqual(self.states(), ["InService"])
        self.assertRefused(
            "ValidationError",
            400,
            self.autoscaling.complete_lifecycle_action,
            LifecycleActionResult="CONTINUE",
            **call,
        )
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
        self.assertEqual(self.states(), ["Terminating:Wait"])
        self.autoscaling.delete_lifecycle_hook(AutoScalingGroupName="web", LifecycleHookName="last")
        self.advance(2)
        self.assertEqual(self.instances(), [])

    def test_a_target_is_told_as_the_hooks_role(self):
        iam, sqs = self.client("iam"), self.client("sqs")
        sqs.create_queue(QueueName="waiting")
        queue = f"arn:aws:sqs:{REGION}:111122223333:waiting"

        def role(name, service, action):
            def document(**more):
                return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **more}]})

            trust = document(Action="sts:AssumeRole", Principal={"Service": service})
            arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
            iam.put_role_policy(
                RoleName=name, PolicyName="p", PolicyDocument=document(Action=action, Resource=queue)
            )
            return arn

        self.group(desired=0)
        for arn in (
            role("foreign", "ec2.amazonaws.com", "sqs:SendMessage"),
            role("weak", "autoscaling.amazonaws.com", "sqs:ReceiveMessage"),
            "arn:aws:iam::111122223333:role/nobody",
        ):
            message = self.assertRefused(
                "ValidationError",
                400,
                self.autoscaling.put_lifecycle_hook,
                AutoScalingGroupName="web",
                LifecycleHookName="h",
                LifecycleTransition=LAUNCHING,
                NotificationTargetARN=queue,
                RoleARN=arn,
            )
            self.assertIn(f"using IAM role {arn}", message)
        self.assertEqual(self.autoscaling.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"], [])
        good = role("good", "autoscaling.amazonaws.com", "sqs:SendMessage")
        self.put("h", LAUNCHING, NotificationTargetARN=queue, RoleARN=good)
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
        self.advance(1)
        url = sqs.get_queue_url(QueueName="waiting")["QueueUrl"]
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        transitions = [json.loads(message["Body"]).get("LifecycleTransition") for message in messages]
        self.assertEqual(transitions, [None, LAUNCHING])

    def test_types(self):
        types = self.autoscaling.describe_lifecycle_hook_types()["LifecycleHookTypes"]
        self.assertEqual(sorted(types), [LAUNCHING, TERMINATING])


class Notifications(AutoScalingTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sns = cls.client("sns")
        cls.sqs = cls.client("sqs")

    def topic(self):
        """A topic and the queue that gets what it publishes."""
        queue = self.sqs.create_queue(
            QueueName="events",
            Attributes={
                "Policy": json.dumps(
                    {
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Principal": {"Service": "sns.amazonaws.com"},
                                "Action": "sqs:SendMessage",
                                "Resource": "*",
                            }
                        ]
                    }
                )
            },
        )["QueueUrl"]
        topic = self.sns.create_topic(Name="launches")["TopicArn"]
        self.sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=f"arn:aws:sqs:{REGION}:111122223333:events",
            Attributes={"RawMessageDelivery": "true"},
        )
        return topic, queue

    def received(self, queue):
        messages = []
        while True:
            batch = self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
            if not batch:
                return messages
            for message in batch:
                messages.append(json.loads(message["Body"]))
                self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

    def test_launch_and_termination(self):
        self.group(desired=0)
        topic, queue = self.topic()
        call = dict(AutoScalingGroupName="web", TopicARN=topic)
        types = self.autoscaling.describe_auto_scaling_notification_types()["AutoScalingNotificationTypes"]
        self.autoscaling.put_notification_configuration(NotificationTypes=types, **call)
        (test,) = self.received(queue)
        self.assertEqual(test["Event"], "autoscaling:TEST_NOTIFICATION")
        pages = self.autoscaling.get_paginator("describe_notification_configurations").paginate(
            AutoScalingGroupNames=["web"], PaginationConfig={"PageSize": 2}
        )
        rows = list(pages.search("NotificationConfigurations[]"))
        self.assertEqual(sorted(row["NotificationType"] for row in rows), sorted(types))

        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
        self.advance(1)
        (launch,) = self.received(queue)
        self.assertEqual(launch["Event"], "autoscaling:EC2_INSTANCE_LAUNCH")
        self.assertEqual([launch["EC2InstanceId"]], self.instances())
        self.assertEqual(launch["ActivityId"], self.activities()[0]["ActivityId"])

        self.autoscaling.delete_notification_configuration(**call)
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
        self.advance(2)
        self.assertEqual(self.received(queue), [])
        self.assertRefused(
            "ValidationError",
            400,
            self.autoscaling.put_notification_configuration,
            AutoScalingGroupName="web",
            TopicARN=topic + "-of-nobody",
            NotificationTypes=types,
        )


    def test_what_ec2_refuses(self):
        self.group(desired=1)
        topic, queue = self.topic()
        self.autoscaling.put_notification_configuration(
            AutoScalingGroupName="web",
            TopicARN=topic,
            NotificationTypes=[
                "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
                "autoscaling:EC2_INSTANCE_TERMINATE",
                "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
            ],
        )
        self.received(queue)
        faults = ["ec2:RunInstances,nth=1,error=InsufficientInstanceCapacity:500",
                  "ec2:TerminateInstances,nth=1,error=InternalError:500"]
        self.control("POST", "faults", {"faults": faults})
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
        self.advance(2)
        (failed,) = self.received(queue)
        self.assertEqual(failed["Event"], "autoscaling:EC2_INSTANCE_LAUNCH_ERROR")
        self.assertEqual(failed["StatusCode"], "Failed")
        self.advance(20)
        self.assertEqual(self.states(), ["InService", "InService"])

        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
        self.advance(2)
        events = {message["Event"]: message for message in self.received(queue)}
        error = events["autoscaling:EC2_INSTANCE_TERMINATE_ERROR"]
        self.assertEqual(error["StatusCode"], "Failed")
        self.assertIn("Terminating EC2 instance failed", error["StatusMessage"])
        self.advance(20)
        (ended,) = self.received(queue)
        self.assertEqual(ended["Event"], "autoscaling:EC2_INSTANCE_TERMINATE")
        self.assertEqual(ended["EC2InstanceId"], error["EC2InstanceId"])
        self.assertEqual(self.instances(), [])

    def test_an_instance_profile_that_is_gone(self):
        self.configuration("profiled", IamInstanceProfile="nobody")
        self.group(desired=0, LaunchConfigurationName="profiled")
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
        self.advance(1)
        activity = self.activities()[0]
        self.assertEqual(activity["StatusCode"], "Failed")
        self.assertIn("Invalid IAM Instance Profile name", activity["StatusMessage"])
        self.assertEqual(self.instances(), [])


class Capacity(AutoScalingTestCase):
    def test_policies(self):
        self.group(desired=1)
        call = dict(AutoScalingGroupName="web", PolicyName="more")
        arn = self.autoscaling.put_scaling_policy(
            AdjustmentType="ChangeInCapacity", ScalingAdjustment=2, **call
        )["PolicyARN"]
        self.assertIn(":policyName/more", arn)
        self.autoscaling.execute_policy(**call)
        self.assertEqual(self.described()["DesiredCapacity"], 3)
        policies = self.autoscaling.get_paginator("describe_policies").paginate(AutoScalingGroupName="web")
        self.assertEqual([p["PolicyARN"] for p in policies.search("ScalingPolicies[]")], [arn])
        self.autoscaling.delete_policy(**call)
        self.assertRefused("ValidationError", 400, self.autoscaling.execute_policy, **call)

    def test_schedule(self):
        self.group(desired=1)
        call = dict(AutoScalingGroupName="web", ScheduledActionName="later")
        # The cloud's clock was moved forward by earlier tests.
        start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
        self.autoscaling.put_scheduled_update_group_action(StartTime=start, DesiredCapacity=4, **call)
        pages = self.autoscaling.get_paginator("describe_scheduled_actions").paginate()
        (action,) = pages.search("ScheduledUpdateGroupActions[]")
        self.assertEqual(action["DesiredCapacity"], 4)
        self.advance(86_401)
        self.assertEqual(self.described()["DesiredCapacity"], 4)
        start += datetime.timedelta(days=2)
        self.autoscaling.put_scheduled_update_group_action(StartTime=start, MinSize=1, **call)
        self.autoscaling.delete_scheduled_action(**call)
        self.assertEqual(self.autoscaling.describe_scheduled_actions()["ScheduledUpdateGroupActions"], [])

    def test_processes(self):
        self.group(desired=1)
        call = dict(AutoScalingGroupName="web", ScalingProcesses=["Launch", "HealthCheck"])
        self.autoscaling.suspend_processes(**call)
        self.assertEqual(
            [p["ProcessName"] for p in self.described()["SuspendedProcesses"]], ["HealthCheck", "Launch"]
        )
        self.autoscaling.resume_processes(**call)
        self.assertEqual(self.described()["SuspendedProcesses"], [])

    def test_metrics(self):
        self.group(desired=0)
        self.autoscaling.enable_metrics_collection(AutoScalingGroupName="web", Granularity="1Minute")
        self.assertEqual(len(self.described()["EnabledMetrics"]), 13)
        self.autoscaling.disable_metrics_collection(AutoScalingGroupName="web", Metrics=["GroupMinSize"])
        self.assertEqual(len(self.described()["EnabledMetrics"]), 12)

    def test_metrics_reach_cloudwatch_each_minute(self):
        cloudwatch = self.client("cloudwatch")
        self.group(desired=2)
        self.next_minute()
        self.autoscaling.enable_metrics_collection(
            AutoScalingGroupName="web", Granularity="1Minute", Metrics=["GroupDesiredCapacity", "GroupInServiceInstances"]
        )
        self.next_minute()
        self.autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=3)
        self.next_minute()
        metric = ("AWS/AutoScaling", "GroupInServiceInstances", {"AutoScalingGroupName": "web"})
        self.assertEqual(sums(cloudwatch, *metric), [2, 3])
        listed = cloudwatch.list_metrics(Namespace="AWS/AutoScaling")["Metrics"]
        self.assertEqual(
            sorted(m["MetricName"] for m in listed), ["GroupDesiredCapacity", "GroupInServiceInstances"]
        )
        self.autoscaling.disable_metrics_collection(AutoScalingGroupName="web")
        self.advance(300)
        self.assertEqual(len(sums(cloudwatch, *metric)), 2)


class Listings(AutoScalingTestCase):
    def test_pages(self):
        for index in range(5):
            self.group(f"g{index}", desired=1)
        for operation, result in [
            ("describe_auto_scaling_groups", "AutoScalingGroups"),
            ("describe_scaling_activities", "Activities"),
        ]:
            pages = self.autoscaling.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2})
            self.assertEqual([len(page[result]) for page in pages], [2, 2, 1], operation)
        for index in range(3):
            self.configuration(f"c{index}")
            self.autoscaling.create_or_update_tags(
                Tags=[{"ResourceId": "g0", "ResourceType": "auto-scaling-group", "Key": f"k{index}"}]
            )
        for operation, result in [
            ("describe_launch_configurations", "LaunchConfigurations"),
            ("describe_tags", "Tags"),
        ]:
            pages = self.autoscaling.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2})
            self.assertGreaterEqual(len(list(pages)), 2, operation)
        self.assertRefused(
            "InvalidNextToken", 400, self.autoscaling.describe_auto_scaling_groups, NextToken="x"
        )

    def test_types(self):
        client = self.autoscaling
        self.assertEqual(len(client.describe_auto_scaling_notification_types()["AutoScalingNotificationTypes"]), 5)
        self.assertIn("Default", client.describe_termination_policy_types()["TerminationPolicyTypes"])
        self.assertEqual(len(client.describe_adjustment_types()["AdjustmentTypes"]), 3)
        self.assertEqual(len(client.describe_scaling_process_types()["Processes"]), 9)
        metrics = client.describe_metric_collection_types()
        self.assertEqual(metrics["Granularities"], [{"Granularity": "1Minute"}])
        self.assertEqual(client.describe_account_limits()["NumberOfAutoScalingGroups"], 0)

    def test_what_no_group_has(self):
        self.group(desired=0)
        client = self.autoscaling
        for operation, result in [
            (client.describe_load_balancers, "LoadBalancers"),
            (client.describe_load_balancer_target_groups, "LoadBalancerTargetGroups"),
            (client.describe_traffic_sources, "TrafficSources"),
            (client.describe_warm_pool, "Instances"),
            (client.describe_instance_refreshes, "InstanceRefreshes"),
        ]:
            self.assertEqual(operation(AutoScalingGroupName="web")[result], [])


if __name__ == "__main__":
    unittest.main()
