"""boto3 as the client of local-aws: what instances are launched from, and what clients read around them."""

import base64
import datetime
import unittest

from botocore.exceptions import WaiterError

from emulator import REGION, EmulatorTestCase

UNKNOWN_TEMPLATE = "lt-0123456789abcdef0"
UNKNOWN_GROUP = "sg-0123456789abcdef0"
QUICK = {"Delay": 0.2, "MaxAttempts": 50}
ONCE = {"Delay": 0.1, "MaxAttempts": 1}


def by(name, *values):
    return [{"Name": name, "Values": list(values)}]


def tagged(kind, **tags):
    return [{"ResourceType": kind, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]}]


class LaunchTemplates(EmulatorTestCase):
    def template(self, name="web", **data):
        data.setdefault("ImageId", self.image())
        data.setdefault("InstanceType", "t3.micro")
        return self.ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)["LaunchTemplate"]

    def test_versions(self):
        created = self.ec2.create_launch_template(
            LaunchTemplateName="web",
            VersionDescription="first",
            LaunchTemplateData={
                "ImageId": self.image(),
                "InstanceType": "t3.micro",
                "UserData": "",
                "TagSpecifications": tagged("instance", Of="web"),
            },
            TagSpecifications=tagged("launch-template", Own="yes"),
        )["LaunchTemplate"]
        self.assertEqual(created["Tags"], [{"Key": "Own", "Value": "yes"}])
        self.assertIsInstance(created["CreateTime"], datetime.datetime)
        self.assertEqual((created["DefaultVersionNumber"], created["LatestVersionNumber"]), (1, 1))

        second = self.ec2.create_launch_template_version(
            LaunchTemplateId=created["LaunchTemplateId"],
            SourceVersion="$Latest",
            LaunchTemplateData={"InstanceType": "t3.small"},
        )["LaunchTemplateVersion"]
        self.assertEqual(second["VersionNumber"], 2)
        self.assertFalse(second["DefaultVersion"])
        self.assertEqual(second["LaunchTemplateData"]["ImageId"], self.image())
        self.assertEqual(second["LaunchTemplateData"]["InstanceType"], "t3.small")
        self.assertNotIn("UserData", second["LaunchTemplateData"])
        self.assertEqual(second["LaunchTemplateData"]["TagSpecifications"], tagged("instance", Of="web"))

        modified = self.ec2.modify_launch_template(LaunchTemplateName="web", DefaultVersion="2")["LaunchTemplate"]
        self.assertEqual(modified["DefaultVersionNumber"], 2)
        pages = self.ec2.get_paginator("describe_launch_template_versions").paginate(
            LaunchTemplateName="web", PaginationConfig={"PageSize": 1}
        )
        numbers = [[v["VersionNumber"] for v in page["LaunchTemplateVersions"]] for page in pages]
        self.assertEqual(numbers, [[2], [1]])
        latest = self.ec2.describe_launch_template_versions(LaunchTemplateName="web", Versions=["$Latest"])
        self.assertEqual([v["VersionNumber"] for v in latest["LaunchTemplateVersions"]], [2])

        deleted = self.ec2.delete_launch_template_versions(LaunchTemplateName="web", Versions=["1", "2", "9"])
        self.assertEqual(
            [v["VersionNumber"] for v in deleted["SuccessfullyDeletedLaunchTemplateVersions"]], [1]
        )
        self.assertEqual(
            [v["ResponseError"]["Code"] for v in deleted["UnsuccessfullyDeletedLaunchTemplateVersions"]],
            ["unexpectedError", "launchTemplateVersionDoesNotExist"],
        )
        self.ec2.delete_launch_template(LaunchTemplateName="web")
        self.assertRefused(
            "InvalidLaunchTemplateName.NotFoundException",
            400,
            self.ec2.describe_launch_templates,
            LaunchTemplateNames=["web"],
        )

    def test_all_data(self):
        """Everything that botocore can send comes back as it was."""
        data = {
            "KernelId": "aki-1",
            "RamDiskId": "ari-1",
            "EbsOptimized": True,
            "IamInstanceProfile": {"Name": "profile"},
            "BlockDeviceMappings": [
                {
                    "DeviceName": "/dev/xvda",
                    "Ebs": {
                        "Encrypted": True,
                        "DeleteOnTermination": False,
                        "Iops": 3000,
                        "KmsKeyId": "alias/a",
                        "SnapshotId": "snap-0123456789abcdef0",
                        "VolumeSize": 9,
                        "VolumeType": "gp3",
                        "Throughput": 125,
                        "VolumeInitializationRate": 100,
                    },
                },
                {"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"},
                {"DeviceName": "/dev/sdc", "NoDevice": ""},
            ],
            "NetworkInterfaces": [
                {
                    "AssociatePublicIpAddress": True,
                    "DeleteOnTermination": True,
                    "Description": "d",
                    "DeviceIndex": 0,
                    "Groups": [UNKNOWN_GROUP],
                    "InterfaceType": "interface",
                    "SubnetId": "subnet-1",
                    "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": "172.31.0.9"}],
                    "NetworkCardIndex": 0,
                    "ConnectionTrackingSpecification": {"UdpTimeout": 30},
                }
            ],
            "ImageId": self.image(),
            "InstanceType": "t3.micro",
            "KeyName": "k",
            "Monitoring": {"Enabled": True},
            "Placement": {"AvailabilityZone": f"{REGION}a", "Tenancy": "dedicated", "GroupName": "g"},
            "DisableApiTermination": True,
            "DisableApiStop": True,
            "InstanceInitiatedShutdownBehavior": "terminate",
            "UserData": base64.b64encode(b"#!").decode(),
            "TagSpecifications": tagged("instance", A="1") + tagged("volume", B="2"),
            "SecurityGroupIds": [UNKNOWN_GROUP],
            "SecurityGroups": ["web"],
            "InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": {"MaxPrice": "0.1"}},
            "CreditSpecification": {"CpuCredits": "unlimited"},
            "CpuOptions": {"CoreCount": 1, "ThreadsPerCore": 1},
            "CapacityReservationSpecification": {"CapacityReservationPreference": "open"},
            "LicenseSpecifications": [{"LicenseConfigurationArn": "arn:aws:license-manager:x"}],
            "HibernationOptions": {"Configured": True},
            "MetadataOptions": {
                "HttpTokens": "required",
                "HttpPutResponseHopLimit": 2,
                "HttpEndpoint": "enabled",
                "HttpProtocolIpv6": "disabled",
                "InstanceMetadataTags": "enabled",
            },
            "EnclaveOptions": {"Enabled": False},
            "InstanceRequirements": {
                "VCpuCount": {"Min": 1, "Max": 2},
                "MemoryMiB": {"Min": 512},
                "CpuManufacturers": ["amd", "intel"],
                "MemoryGiBPerVCpu": {"Min": 0.5},
                "BaselinePerformanceFactors": {"Cpu": {"References": [{"InstanceFamily": "c6i"}]}},
            },
            "PrivateDnsNameOptions": {"HostnameType": "ip-name", "EnableResourceNameDnsARecord": True},
            "MaintenanceOptions": {"AutoRecovery": "disabled"},
            "NetworkPerformanceOptions": {"BandwidthWeighting": "vpc-1"},
        }
        self.template(**data)
        version = self.ec2.describe_launch_template_versions(LaunchTemplateName="web")["LaunchTemplateVersions"][0]
        self.assertEqual(version["LaunchTemplateData"], data)

    def test_launch(self):
        template = self.template(
            TagSpecifications=tagged("volume", Of="web"),
            BlockDeviceMappings=[{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 9}}],
        )
        launched = self.ec2.run_instances(
            MinCount=1, MaxCount=1, LaunchTemplate={"LaunchTemplateName": "web", "Version": "1"}
        )["Instances"][0]
        self.assertEqual(launched["InstanceType"], "t3.micro")
        self.assertIn(
            {"Key": "aws:ec2launchtemplate:id", "Value": template["LaunchTemplateId"]}, launched["Tags"]
        )
        volumes = self.ec2.describe_volumes(Filters=by("tag:Of", "web"))["Volumes"]
        self.assertEqual(sorted(v["Size"] for v in volumes), [8, 9])

    def test_refusals(self):
        ec2 = self.ec2
        self.template()
        data = {"LaunchTemplateData": {"InstanceType": "t3.micro"}}
        self.assertRefused(
            "InvalidLaunchTemplateName.AlreadyExistsException",
            400,
            ec2.create_launch_template,
            LaunchTemplateName="web",
            **data,
        )
        self.assertRefused(
            "InvalidLaunchTemplateId.NotFound",
            400,
            ec2.describe_launch_templates,
            LaunchTemplateIds=[UNKNOWN_TEMPLATE],
        )
        self.assertRefused(
            "InvalidLaunchTemplateId.VersionNotFound",
            400,
            ec2.create_launch_template_version,
            LaunchTemplateName="web",
            SourceVersion="7",
            **data,
        )
        self.template("spot", InstanceMarketOptions={"MarketType": "spot"})
        self.assertRefused(
            "UnsupportedOperation",
            400,
            ec2.run_instances,
            MinCount=1,
            MaxCount=1,
            LaunchTemplate={"LaunchTemplateName": "spot"},
        )

    def test_paginator(self):
        for number in range(3):
            self.template(f"web-{number}")
        pages = self.ec2.get_paginator("describe_launch_templates").paginate(PaginationConfig={"PageSize": 2})
        names = [[t["LaunchTemplateName"] for t in page["LaunchTemplates"]] for page in pages]
        self.assertEqual(names, [["web-0", "web-1"], ["web-2"]])


class InstanceStates(EmulatorTestCase):
    def test_stop_start_reboot(self):
        ec2, instance = self.ec2, self.launch()
        stopping = ec2.stop_instances(InstanceIds=[instance])["StoppingInstances"][0]
        self.assertEqual(stopping["CurrentState"], {"Code": 64, "Name": "stopping"})
        ec2.get_waiter("instance_stopped").wait(InstanceIds=[instance], WaiterConfig=QUICK)
        starting = ec2.start_instances(InstanceIds=[instance])["StartingInstances"][0]
        self.assertEqual(starting["PreviousState"]["Name"], "stopped")
        ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig=QUICK)
        ec2.get_waiter("instance_status_ok").wait(InstanceIds=[instance], WaiterConfig=QUICK)
        ec2.get_waiter("system_status_ok").wait(InstanceIds=[instance], WaiterConfig=QUICK)
        ec2.reboot_instances(InstanceIds=[instance])

    def test_attributes(self):
        ec2, instance = self.ec2, self.launch(UserData="#!/bin/sh")
        told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
        self.assertEqual(base64.b64decode(told["UserData"]["Value"]), b"#!/bin/sh")
        for attribute in (
            "blockDeviceMapping disableApiStop disableApiTermination ebsOptimized enaSupport enclaveOptions "
            "groupSet instanceInitiatedShutdownBehavior instanceType kernel productCodes ramdisk rootDeviceName "
            "sourceDestCheck sriovNetSupport"
        ).split():
            told = ec2.describe_instance_attribute(InstanceId=instance, Attribute=attribute)
            self.assertEqual(told["InstanceId"], instance)
        ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": True})
        self.assertRefused(
            "OperationNotPermitted", 400, ec2.terminate_instances, InstanceIds=[instance]
        )
        ec2.modify_instance_attribute(InstanceId=instance, Attribute="disableApiTermination", Value="false")
        told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="disableApiTermination")
        self.assertEqual(told["DisableApiTermination"], {"Value": False})
        self.assertRefused(
            "IncorrectInstanceState",
            400,
            ec2.modify_instance_attribute,
            InstanceId=instance,
            UserData={"Value": b"echo"},
        )
        ec2.stop_instances(InstanceIds=[instance])
        self.advance(5)
        ec2.modify_instance_attribute(InstanceId=instance, UserData={"Value": b"echo"})
        told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
        self.assertEqual(base64.b64decode(told["UserData"]["Value"]), b"echo")

    def test_shown_options(self):
        self.ec2.create_key_pair(KeyName="k")
        self.assertRefused(
            "InvalidParameterValue",
            400,
            self.ec2.run_instances,
            ImageId=self.image(),
            MinCount=1,
            MaxCount=1,
            IamInstanceProfile={"Name": "profile"},
        )
        self.client("iam").create_instance_profile(InstanceProfileName="profile")
        instance = self.launch(
            KeyName="k",
            IamInstanceProfile={"Name": "profile"},
            MetadataOptions={"HttpTokens": "required"},
            CpuOptions={"CoreCount": 1, "ThreadsPerCore": 1},
            CreditSpecification={"CpuCredits": "standard"},
        )
        shown = self.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
        self.assertEqual(shown["KeyName"], "k")
        self.assertTrue(shown["IamInstanceProfile"]["Arn"].endswith(":instance-profile/profile"))
        self.assertEqual(shown["MetadataOptions"]["HttpTokens"], "required")
        self.assertEqual(shown["CpuOptions"], {"CoreCount": 1, "ThreadsPerCore": 1})
        self.assertTrue(shown["PublicDnsName"].startswith("ec2-198-18-"))
        pages = self.ec2.get_paginator("describe_instance_credit_specifications").paginate(
            InstanceIds=[instance]
        )
        self.assertEqual(
            [c for page in pages for c in page["InstanceCreditSpecifications"]],
            [{"InstanceId": instance, "CpuCredits": "standard"}],
        )

    def test_what_terraform_asks(self):
        self.assertRefused(
            "InvalidInstanceID.NotFound", 400, self.ec2.get_instance_uefi_data, InstanceId=self.image()
        )
        volume = self.volume()
        pages = self.ec2.get_paginator("describe_volume_status").paginate(VolumeIds=[volume])
        self.assertEqual([s["VolumeStatus"]["Status"] for p in pages for s in p["VolumeStatuses"]], ["ok"])


class Network(EmulatorTestCase):
    def test_no_instance_has_uefi_variables(self):
        instance = self.launch()
        self.assertRefused("UnsupportedOperation", 400, self.ec2.get_instance_uefi_data, InstanceId=instance)

    def test_network(self):
        ec2 = self.ec2
        vpc = ec2.describe_vpcs(Filters=by("is-default", "true"))["Vpcs"][0]
        self.assertEqual(vpc["CidrBlock"], "172.31.0.0/16")
        ec2.get_waiter("vpc_exists").wait(VpcIds=[vpc["VpcId"]], WaiterConfig=QUICK)
        ec2.get_waiter("vpc_available").wait(VpcIds=[vpc["VpcId"]], WaiterConfig=QUICK)
        told = ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute="enableDnsHostnames")
        self.assertEqual(told["EnableDnsHostnames"], {"Value": True})
        subnets = [
            subnet
            for page in ec2.get_paginator("describe_subnets").paginate(Filters=by("vpc-id", vpc["VpcId"]))
            for subnet in page["Subnets"]
        ]
        self.assertEqual([s["AvailabilityZone"] for s in subnets], [f"{REGION}{z}" for z in "abc"])
        self.assertTrue(all(s["DefaultForAz"] and s["MapPublicIpOnLaunch"] for s in subnets))
        ec2.get_waiter("subnet_available").wait(SubnetIds=[subnets[0]["SubnetId"]], WaiterConfig=QUICK)
        pages = ec2.get_paginator("describe_vpcs").paginate(PaginationConfig={"PageSize": 5})
        self.assertEqual(sum(len(page["Vpcs"]) for page in pages), 1)

        instance = self.launch(SubnetId=subnets[1]["SubnetId"])
        pages = ec2.get_paginator("describe_network_interfaces").paginate(
            Filters=by("attachment.instance-id", instance)
        )
        interfaces = [i for page in pages for i in page["NetworkInterfaces"]]
        self.assertEqual([i["SubnetId"] for i in interfaces], [subnets[1]["SubnetId"]])
        ec2.get_waiter("network_interface_available")
        self.assertRefused("InvalidVpcID.NotFound", 400, ec2.describe_vpcs, VpcIds=["vpc-1"])
        self.assertRefused("InvalidSubnetID.NotFound", 400, ec2.describe_subnets, SubnetIds=["subnet-1"])

    def test_account_attributes(self):
        told = self.ec2.describe_account_attributes(AttributeNames=["supported-platforms"])
        self.assertEqual(
            told["AccountAttributes"],
            [{"AttributeName": "supported-platforms", "AttributeValues": [{"AttributeValue": "VPC"}]}],
        )

    def test_instance_types(self):
        ec2 = self.ec2
        pages = ec2.get_paginator("describe_instance_types").paginate(
            Filters=by("processor-info.supported-architecture", "arm64"), PaginationConfig={"PageSize": 5}
        )
        types = [t for page in pages for t in page["InstanceTypes"]]
        self.assertGreater(len(types), 5)
        self.assertEqual({t["ProcessorInfo"]["SupportedArchitectures"][0] for t in types}, {"arm64"})
        micro = ec2.describe_instance_types(InstanceTypes=["t3.micro"])["InstanceTypes"][0]
        self.assertEqual(micro["VCpuInfo"]["DefaultVCpus"], 2)
        self.assertEqual(micro["MemoryInfo"]["SizeInMiB"], 1024)
        pages = ec2.get_paginator("describe_instance_type_offerings").paginate(
            LocationType="availability-zone", Filters=by("instance-type", "t3.micro")
        )
        places = [o["Location"] for page in pages for o in page["InstanceTypeOfferings"]]
        self.assertEqual(places, [f"{REGION}{z}" for z in "abc"])

    def test_image_of_the_tutorial(self):
        images = self.ec2.describe_images(
            Owners=["amazon"],
            IncludeDeprecated=False,
            Filters=by("name", "al2023-ami-*-x86_64")
            + by("architecture", "x86_64")
            + by("root-device-type", "ebs")
            + by("state", "available"),
        )["Images"]
        self.assertEqual(len(images), 1)
        self.ec2.get_waiter("image_available").wait(ImageIds=[images[0]["ImageId"]], WaiterConfig=QUICK)


class SecurityGroups(EmulatorTestCase):
    HTTPS = [
        {
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}],
            "Ipv6Ranges": [{"CidrIpv6": "fd00::/8"}],
        }
    ]

    def test_rules(self):
        ec2 = self.ec2
        created = ec2.create_security_group(
            GroupName="web", Description="For the web.", TagSpecifications=tagged("security-group", A="1")
        )
        group = created["GroupId"]
        self.assertEqual(created["Tags"], [{"Key": "A", "Value": "1"}])
        ec2.get_waiter("security_group_exists").wait(GroupIds=[group], WaiterConfig=QUICK)
        added = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=self.HTTPS)
        self.assertTrue(added["Return"])
        self.assertEqual(len(added["SecurityGroupRules"]), 2)
        self.assertRefused(
            "InvalidPermission.Duplicate",
            400,
            ec2.authorize_security_group_ingress,
            GroupId=group,
            IpPermissions=self.HTTPS,
        )
        shown = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
        permission = shown["IpPermissions"][0]
        self.assertEqual({k: permission[k] for k in self.HTTPS[0]}, self.HTTPS[0])
        self.assertEqual(shown["IpPermissionsEgress"][0]["IpRanges"], [{"CidrIp": "0.0.0.0/0"}])
        ec2.authorize_security_group_egress(
            GroupId=group, IpPermissions=[{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]
        )
        pages = ec2.get_paginator("describe_security_group_rules").paginate(
            Filters=by("group-id", group), PaginationConfig={"PageSize": 5}
        )
        rules = [rule for page in pages for rule in page["SecurityGroupRules"]]
        self.assertEqual([r["IsEgress"] for r in rules], [True, False, False, True])
        revoked = ec2.revoke_security_group_egress(
            GroupId=group, SecurityGroupRuleIds=[r["SecurityGroupRuleId"] for r in rules if r["IsEgress"]]
        )
        self.assertEqual(len(revoked["RevokedSecurityGroupRules"]), 2)
        revoked = ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=self.HTTPS)
        self.assertEqual(len(revoked["RevokedSecurityGroupRules"]), 2)
        again = ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=self.HTTPS)
        self.assertEqual(len(again["UnknownIpPermissions"]), 2)
        pages = ec2.get_paginator("describe_security_groups").paginate(PaginationConfig={"PageSize": 5})
        self.assertEqual([g["GroupName"] for page in pages for g in page["SecurityGroups"]], ["default", "web"])
        ec2.delete_security_group(GroupId=group)
        with self.assertRaises(WaiterError):
            ec2.get_waiter("security_group_exists").wait(GroupIds=[group], WaiterConfig=ONCE)

    def test_in_use(self):
        group = self.ec2.create_security_group(GroupName="web", Description="d")["GroupId"]
        instance = self.launch(SecurityGroupIds=[group])
        self.assertRefused("DependencyViolation", 400, self.ec2.delete_security_group, GroupId=group)
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.advance(5)
        self.ec2.delete_security_group(GroupName="web")


class KeyPairs(EmulatorTestCase):
    def test_pairs(self):
        ec2 = self.ec2
        made = ec2.create_key_pair(KeyName="a", TagSpecifications=tagged("key-pair", A="1"))
        self.assertTrue(made["KeyMaterial"].startswith("-----BEGIN RSA PRIVATE KEY-----"))
        ec2.get_waiter("key_pair_exists").wait(KeyNames=["a"], WaiterConfig=QUICK)
        loaded = ec2.import_key_pair(KeyName="b", PublicKeyMaterial=b"ssh-ed25519 AAAAC3Nza me@here")
        pairs = ec2.describe_key_pairs(IncludePublicKey=True)["KeyPairs"]
        self.assertEqual([p["KeyName"] for p in pairs], ["a", "b"])
        self.assertEqual(pairs[1]["KeyFingerprint"], loaded["KeyFingerprint"])
        self.assertEqual(pairs[1]["PublicKey"], "ssh-ed25519 AAAAC3Nza me@here")
        self.assertRefused("InvalidKeyPair.Duplicate", 400, ec2.create_key_pair, KeyName="a")
        self.assertTrue(ec2.delete_key_pair(KeyName="a")["Return"])
        ec2.delete_key_pair(KeyPairId=loaded["KeyPairId"])
        self.assertEqual(ec2.describe_key_pairs()["KeyPairs"], [])
        self.assertRefused("InvalidKeyPair.NotFound", 400, ec2.describe_key_pairs, KeyNames=["a"])


if __name__ == "__main__":
    unittest.main()
