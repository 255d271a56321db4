"""What is in the cloud, made and seen through boto3."""

import functools
from dataclasses import dataclass

import boto3
from botocore.config import Config

REGION = "eu-west-1"


@dataclass(frozen=True)
class Instance:
    id: str
    #: The attached volumes by their devices.
    volumes: dict[str, str]


class World:
    """One account's EC2 in one region."""

    def __init__(self, endpoint: str, region: str = REGION, **credentials: str):
        credentials = credentials or {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        self.ec2 = client("ec2", endpoint, region, **credentials)

    def launch(self, volumes: int = 1) -> Instance:
        """Runs an instance with that many volumes of different sizes."""
        devices = [f"/dev/sd{chr(ord('a') + number % 26)}{number // 26 or ''}" for number in range(volumes)]
        answer = self.ec2.run_instances(
            ImageId="ami-0123456789abcdef0",
            MinCount=1,
            MaxCount=1,
            BlockDeviceMappings=[
                {"DeviceName": device, "Ebs": {"VolumeSize": 8 + number}} for number, device in enumerate(devices)
            ],
        )
        return self.instance(answer["Instances"][0]["InstanceId"])

    def instance(self, instance_id: str) -> Instance:
        # moto answers RunInstances with the volumes attached; EC2 is still about to attach them.
        volumes = self.ec2.describe_volumes(Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}])
        return Instance(
            instance_id,
            {
                attachment["Device"]: volume["VolumeId"]
                for volume in volumes["Volumes"]
                for attachment in volume["Attachments"]
                if attachment["InstanceId"] == instance_id
            },
        )

    def attach(self, instance: Instance, device: str, size: int = 1) -> str:
        volume_id = self.ec2.create_volume(Size=size, AvailabilityZone=f"{REGION}a")["VolumeId"]
        self.ec2.attach_volume(VolumeId=volume_id, InstanceId=instance.id, Device=device)
        return volume_id

    def snapshots(self) -> list[dict]:
        # moto ignores OwnerIds, but without Amazon's images every snapshot is the account's own.
        return self.ec2.get_paginator("describe_snapshots").paginate(OwnerIds=["self"]).build_full_result()["Snapshots"]

    def tags(self, instance: Instance) -> dict[str, str]:
        reservations = self.ec2.describe_instances(InstanceIds=[instance.id])["Reservations"]
        return tags(reservations[0]["Instances"][0])

    def picture(self) -> dict:
        """All that a run could have changed, for comparison."""
        instances = [
            instance
            for reservation in self.ec2.describe_instances()["Reservations"]
            for instance in reservation["Instances"]
        ]
        return {
            "instances": {one["InstanceId"]: (one["State"]["Name"], tags(one)) for one in instances},
            "volumes": {
                one["VolumeId"]: (one["State"], one["Attachments"], tags(one))
                for one in self.ec2.describe_volumes()["Volumes"]
            },
            "snapshots": {
                one["SnapshotId"]: (one["VolumeId"], one["Description"], tags(one)) for one in self.snapshots()
            },
        }


@functools.cache
def client(service: str, endpoint: str, region: str, **credentials: str):
    once = Config(retries={"total_max_attempts": 1})
    return boto3.client(service, endpoint_url=endpoint, region_name=region, config=once, **credentials)


def tags(resource: dict) -> dict[str, str]:
    pairs = [(tag["Key"], tag["Value"]) for tag in resource.get("Tags", [])]
    assert len(dict(pairs)) == len(pairs), f"a tag twice: {pairs}"
    return dict(pairs)
