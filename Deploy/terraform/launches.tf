# The topic that groups tell of their launches, and the way from it to the function: straight, or through a queue.

resource "aws_sns_topic" "launches" {
  count = var.create_topic ? 1 : 0
  name  = var.name
  # AWS's own key for SNS doesn't let Auto Scaling publish, so without a key of yours the topic has none.
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

locals {
  topic_arn = var.create_topic ? aws_sns_topic.launches[0].arn : var.topic_arn
}

resource "aws_autoscaling_notification" "launches" {
  count         = length(var.groups) > 0 ? 1 : 0
  group_names   = var.groups
  topic_arn     = local.topic_arn
  notifications = ["autoscaling:EC2_INSTANCE_LAUNCH"]

  # A group sends a test at once; the way to the function is to be there by then.
  depends_on = [
    aws_sns_topic_subscription.function,
    aws_lambda_permission.topic,
    aws_lambda_event_source_mapping.launches,
  ]
}

resource "aws_sns_topic_subscription" "function" {
  topic_arn           = local.topic_arn
  protocol            = local.queued ? "sqs" : "lambda"
  endpoint            = local.queued ? aws_sqs_queue.launches[0].arn : aws_lambda_function.snapshots.arn
  filter_policy       = length(var.only_groups) > 0 ? jsonencode({ AutoScalingGroupName = var.only_groups }) : null
  filter_policy_scope = length(var.only_groups) > 0 ? "MessageBody" : null

  # What SNS can't hand over, because somebody removed the function or the permission, isn't lost either.
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failures.arn })

  lifecycle {
    precondition {
      condition     = var.create_topic == (var.topic_arn == null)
      error_message = "Either the module creates the topic, or create_topic is false and topic_arn names yours."
    }
  }
}

# straight

resource "aws_lambda_permission" "topic" {
  count         = local.queued ? 0 : 1
  statement_id  = "launches"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.snapshots.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = local.topic_arn
}

# through a queue

resource "aws_sqs_queue" "launches" {
  count                     = local.queued ? 1 : 0
  name                      = "${var.name}-launches"
  message_retention_seconds = 345600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags

  # Six times the function's, as Lambda asks for: a message may not come back while a throttled batch is yet to run.
  visibility_timeout_seconds = 6 * var.timeout

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failures.arn
    # Five, as Lambda recommends: a throttled batch counts as received, too.
    maxReceiveCount = 5
  })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Launches"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:${local.partition}:sqs:${local.region}:${local.account}:${var.name}-launches"
      Condition = { ArnEquals = { "aws:SourceArn" = local.topic_arn } }
    }]
  })
}

resource "aws_lambda_event_source_mapping" "launches" {
  count                   = local.queued ? 1 : 0
  event_source_arn        = aws_sqs_queue.launches[0].arn
  function_name           = aws_lambda_function.snapshots.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = var.tags

  # Messages that find no free place wait in the queue, and don't use up their receives.
  dynamic "scaling_config" {
    for_each = var.reserved_concurrency == null ? [] : [var.reserved_concurrency]
    content {
      maximum_concurrency = scaling_config.value
    }
  }
}
