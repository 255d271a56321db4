#!/bin/sh
# The whole story with the plain AWS command line: a group that tells a topic, a topic that calls the function, and an
# instance whose volumes have snapshots a moment after it was launched.
#
#     tutorial.sh FUNCTION.zip
#
# It runs against whatever the environment points to: local-aws up, or an AWS account. It removes what it made.
set -eu

zip=${1:?"usage: tutorial.sh FUNCTION.zip"}
name=${TUTORIAL_NAME:-snap-and-tag-tutorial}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { printf '\n== %s\n' "$*"; }

# Asks again and again, a minute at most, until a command's output is the expected one.
until_is() {
    expected=$1
    shift
    tries=0
    while found=$("$@") && [ "$found" != "$expected" ]; do
        tries=$((tries + 1))
        if [ "$tries" -ge 120 ]; then
            echo "expected $expected of: $*" >&2
            echo "found    $found" >&2
            exit 1
        fi
        sleep 0.5
    done
    echo "$*  ->  $found"
}

step "who we are"
account=$(aws sts get-caller-identity --query Account --output text)
region=${AWS_REGION:?"set AWS_REGION"}
echo "account $account, region $region"

step "a topic"
topic=$(aws sns create-topic --name "$name" --query TopicArn --output text)
echo "$topic"

step "a role, which may do what the function does and nothing else"
cat > "$work/trust.json" <<'JSON'
{"Version": "2012-10-17",
 "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
JSON
cat > "$work/policy.json" <<JSON
{"Version": "2012-10-17",
 "Statement": [
  {"Effect": "Allow", "Action": ["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DescribeInstances"], "Resource": "*"},
  {"Effect": "Allow", "Action": "ec2:CreateSnapshot",
   "Resource": ["arn:aws:ec2:$region:$account:volume/*", "arn:aws:ec2:$region::snapshot/*"]},
  {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:$region::snapshot/*",
   "Condition": {"StringEquals": {"ec2:CreateAction": "CreateSnapshot"}}},
  {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:$region:$account:instance/*",
   "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["Snapshots"]}}},
  {"Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
   "Resource": "arn:aws:logs:$region:$account:log-group:/aws/lambda/$name:*"}
 ]}
JSON
role=$(aws iam create-role --role-name "$name" --assume-role-policy-document "file://$work/trust.json" \
    --query Role.Arn --output text)
aws iam put-role-policy --role-name "$name" --policy-name snapshots --policy-document "file://$work/policy.json"
echo "$role"

step "the function"
aws lambda create-function --function-name "$name" --runtime provided.al2023 --handler bootstrap --role "$role" \
    --timeout 60 --memory-size 128 --zip-file "fileb://$zip" --query State --output text
aws lambda wait function-active-v2 --function-name "$name"
function=$(aws lambda get-function --function-name "$name" --query Configuration.FunctionArn --output text)
echo "$function"

step "the topic may call it, and does"
aws lambda add-permission --function-name "$name" --statement-id sns --action lambda:InvokeFunction \
    --principal sns.amazonaws.com --source-arn "$topic" --query Statement --output text
subscription=$(aws sns subscribe --topic-arn "$topic" --protocol lambda --notification-endpoint "$function" \
    --query SubscriptionArn --output text)
echo "$subscription"

step "a launch template: two volumes an instance"
image=$(aws ec2 describe-images --owners amazon \
    --filters "Name=name,Values=al2023-ami-2023.*-x86_64" "Name=state,Values=available" \
    --query 'sort_by(Images, &CreationDate)[-1].ImageId' --output text)
cat > "$work/template.json" <<JSON
{"ImageId": "$image", "InstanceType": "t3.micro",
 "BlockDeviceMappings": [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 10, "VolumeType": "gp3", "DeleteOnTermination": true}}],
 "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "$name"}]}]}
JSON
template=$(aws ec2 create-launch-template --launch-template-name "$name" \
    --launch-template-data "file://$work/template.json" --query LaunchTemplate.LaunchTemplateId --output text)
echo "$template of $image"

step "a group, which tells the topic of every launch"
zone=$(aws ec2 describe-availability-zones --query 'AvailabilityZones[0].ZoneName' --output text)
aws autoscaling create-auto-scaling-group --auto-scaling-group-name "$name" --min-size 0 --max-size 3 \
    --desired-capacity 0 --availability-zones "$zone" \
    --launch-template "LaunchTemplateId=$template,Version=\$Latest"
aws autoscaling put-notification-configuration --auto-scaling-group-name "$name" --topic-arn "$topic" \
    --notification-types autoscaling:EC2_INSTANCE_LAUNCH autoscaling:EC2_INSTANCE_LAUNCH_ERROR
aws autoscaling describe-notification-configurations --auto-scaling-group-names "$name" \
    --query 'NotificationConfigurations[].NotificationType' --output text

step "scale out"
aws autoscaling set-desired-capacity --auto-scaling-group-name "$name" --desired-capacity 1
until_is InService aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$name" \
    --query 'AutoScalingGroups[0].Instances[0].LifecycleState' --output text
instance=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$name" \
    --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)
aws ec2 wait instance-running --instance-ids "$instance"

step "the function has made its snapshots, and then the tag"
until_is Created aws ec2 describe-tags \
    --filters "Name=resource-id,Values=$instance" "Name=key,Values=Snapshots" --query 'Tags[0].Value' --output text
volumes=$(aws ec2 describe-volumes --filters "Name=attachment.instance-id,Values=$instance" \
    --query 'Volumes[].VolumeId' --output text)
snapshots=
for volume in $volumes; do
    snapshot=$(aws ec2 describe-snapshots --owner-ids self \
        --filters "Name=description,Values=Autosnap-$instance-$volume" --query 'Snapshots[].SnapshotId' --output text)
    echo "Autosnap-$instance-$volume  $snapshot"
    # One, and only one.
    [ "$(echo "$snapshot" | wc -w)" = 1 ]
    snapshots="$snapshots $snapshot"
done
[ "$(echo "$snapshots" | wc -w)" = 2 ]
# shellcheck disable=SC2086
aws ec2 wait snapshot-completed --snapshot-ids $snapshots

step "what the function says of it"
until_is 2 sh -c "aws logs filter-log-events --log-group-name '/aws/lambda/$name' \
    --filter-pattern '\"Snapshot created with description\"' --query 'length(events)' --output text"
aws logs filter-log-events --log-group-name "/aws/lambda/$name" --filter-pattern '"Tag added"' \
    --query 'events[].message' --output text
aws logs filter-log-events --log-group-name "/aws/lambda/$name" --filter-pattern REPORT \
    --query 'events[].message' --output text

step "what CloudWatch counted"
now=$(date -u +%s)
until_is 0.0 aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name Errors \
    --dimensions "Name=FunctionName,Value=$name" --start-time "$((now - 3600))" --end-time "$((now + 3600))" \
    --period 86400 --statistics Sum --query 'Datapoints[0].Sum' --output text
aws cloudwatch list-metrics --namespace AWS/Lambda --dimensions "Name=FunctionName,Value=$name" \
    --query 'Metrics[].MetricName' --output text

step "scale in"
aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$name" --min-size 0 --desired-capacity 0
until_is 0 aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$name" \
    --query 'length(AutoScalingGroups[0].Instances)' --output text
aws autoscaling describe-scaling-activities --auto-scaling-group-name "$name" \
    --query 'Activities[].[StatusCode, Description]' --output text

step "remove everything"
aws autoscaling delete-notification-configuration --auto-scaling-group-name "$name" --topic-arn "$topic"
aws autoscaling delete-auto-scaling-group --auto-scaling-group-name "$name"
aws ec2 delete-launch-template --launch-template-id "$template" --query LaunchTemplate.LaunchTemplateName --output text
aws sns unsubscribe --subscription-arn "$subscription"
aws lambda remove-permission --function-name "$name" --statement-id sns
aws lambda delete-function --function-name "$name"
aws iam delete-role-policy --role-name "$name" --policy-name snapshots
aws iam delete-role --role-name "$name"
aws sns delete-topic --topic-arn "$topic"
for snapshot in $snapshots; do aws ec2 delete-snapshot --snapshot-id "$snapshot"; done
aws logs delete-log-group --log-group-name "/aws/lambda/$name"

step "done: every step did what it should"
