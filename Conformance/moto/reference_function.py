"""The function in its first form: a launch event in, one snapshot a volume and the tag out, one call after the other.

What it leaves behind is what bootstrap has to leave behind.
"""

import json


def handle(event: dict, ec2) -> None:
    for record in event["Records"]:
        message = json.loads(record["Sns"]["Message"])
        if message.get("Event") == "autoscaling:EC2_INSTANCE_LAUNCH":
            snapshot_and_tag(message["EC2InstanceId"], ec2)


def snapshot_and_tag(instance_id: str, ec2) -> None:
    attached = [{"Name": "attachment.instance-id", "Values": [instance_id]}]
    for page in ec2.get_paginator("describe_volumes").paginate(Filters=attached):
        for volume in page["Volumes"]:
            volume_id = volume["VolumeId"]
            ec2.create_snapshot(VolumeId=volume_id, Description=f"Autosnap-{instance_id}-{volume_id}")
    ec2.create_tags(Resources=[instance_id], Tags=[{"Key": "Snapshots", "Value": "Created"}])
