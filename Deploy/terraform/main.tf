# The function that snapshots what Auto Scaling launches, and all that it needs: a topic which groups tell of their launches,
# a role that may do what the function does and nothing else, a queue for what can't be done, a log, and two alarms.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.name
  ec2       = "arn:${local.partition}:ec2:${local.region}"
}

resource "aws_sns_topic" "launches" {
  name = var.name
  tags = var.tags
}

resource "aws_autoscaling_notification" "launches" {
  count         = length(var.groups) > 0 ? 1 : 0
  group_names   = var.groups
  topic_arn     = aws_sns_topic.launches.arn
  notifications = ["autoscaling:EC2_INSTANCE_LAUNCH"]

  # A group sends a test at once; the function is to be there by then.
  depends_on = [aws_sns_topic_subscription.function, aws_lambda_permission.topic]
}

# the function

resource "aws_lambda_function" "snapshots" {
  function_name    = var.name
  description      = "Snapshots every volume of an instance that Auto Scaling launched, and tags the instance."
  role             = aws_iam_role.function.arn
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  architectures    = [var.architecture]
  filename         = var.zip
  source_code_hash = filebase64sha256(var.zip)
  memory_size      = var.memory_size
  timeout          = var.timeout
  tags             = var.tags

  dynamic "environment" {
    for_each = length(var.environment) > 0 ? [var.environment] : []
    content {
      variables = environment.value
    }
  }

  # Without its log group Lambda would make one that is kept for ever.
  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.function]
}

resource "aws_lambda_permission" "topic" {
  statement_id  = "launches"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.snapshots.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.launches.arn
}

resource "aws_sns_topic_subscription" "function" {
  topic_arn = aws_sns_topic.launches.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.snapshots.arn
}

# What fails three times, or is six hours old, is kept here for a person.
resource "aws_lambda_function_event_invoke_config" "snapshots" {
  function_name                = aws_lambda_function.snapshots.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }

  depends_on = [aws_iam_role_policy.function]
}

resource "aws_sqs_queue" "failures" {
  name                      = "${var.name}-failures"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

# what it may do

resource "aws_iam_role" "function" {
  name = var.name
  tags = var.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  name   = "snapshots"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  # EC2 knows no permissions for single resources here.
  statement {
    sid       = "Look"
    actions   = ["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DescribeInstances"]
    resources = ["*"]
  }

  # Both the volume and the snapshot to come are asked for; a snapshot's ARN has no account.
  statement {
    sid       = "Snapshot"
    actions   = ["ec2:CreateSnapshot"]
    resources = ["${local.ec2}:${local.account}:volume/*", "${local.ec2}::snapshot/*"]
  }

  statement {
    sid       = "TagNewSnapshots"
    actions   = ["ec2:CreateTags"]
    resources = ["${local.ec2}::snapshot/*"]
    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["CreateSnapshot"]
    }
  }

  statement {
    sid       = "TagTheInstance"
    actions   = ["ec2:CreateTags"]
    resources = ["${local.ec2}:${local.account}:instance/*"]
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["Snapshots"]
    }
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }

  statement {
    sid       = "KeepFailures"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failures.arn]
  }
}

# what tells a person

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-errors"
  alarm_description   = "An instance was launched and its volumes could not all be snapshotted at the first try."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.snapshots.function_name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = "${var.name}-failures"
  alarm_description   = "An instance has no snapshots, and nobody tries any more: its event is in the queue of failures."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.failures.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  tags                = var.tags
}
