"""The same function with its client made once, before the first event, as AWS advises."""

import json

import boto3

ec2 = boto3.client("ec2")


def handler(event, context):
    print("Received event: " + json.dumps(event))
    message = json.loads(event["Records"][0]["Sns"]["Message"])
    instance_id = message["EC2InstanceId"]
    volumes = ec2.describe_volumes(Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}])["Volumes"]
    for volume in volumes:
        description = "Autosnap-" + instance_id + "-" + volume["VolumeId"]
        ec2.create_snapshot(VolumeId=volume["VolumeId"], Description=description)
        print("Snapshot created with description [" + description + "]")
    ec2.create_tags(Resources=[instance_id], Tags=[{"Key": "Snapshots", "Value": "Created"}])
    print("Tag added to EC2 instance with id: " + instance_id)
    return {"instanceId": instance_id}
