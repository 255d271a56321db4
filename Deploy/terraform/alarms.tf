# What tells a person. All of them are quiet when nothing happens.

locals {
  alarm_actions = compact([var.alarm_topic_arn])

  of_function = { FunctionName = aws_lambda_function.snapshots.function_name }

  alarms = merge(
    {
      errors = {
        description = "An invocation failed. Lambda tries again; the log says why."
        namespace   = "AWS/Lambda"
        metric      = "Errors"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
      failures = {
        description = "An instance may have no snapshots, and nobody tries any more: its event is in the queue of failures."
        namespace   = "AWS/SQS"
        metric      = "ApproximateNumberOfMessagesVisible"
        statistic   = "Maximum"
        dimensions  = { QueueName = aws_sqs_queue.failures.name }
      }
    },
    var.metrics_namespace == "none" ? {} : {
      snapshots-failed = {
        description = "A volume has no snapshot: the log names it, with EC2's code and request ID."
        namespace   = var.metrics_namespace
        metric      = "SnapshotsFailed"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
      # Through a queue these are what tells of the first failure: an invocation that names the messages it failed at
      # (ReportBatchItemFailures) is none that failed.
      instances-failed = {
        description = "An instance was launched and not all was done at this try. It is tried again; the log says why."
        namespace   = var.metrics_namespace
        metric      = "InstancesFailed"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
      messages-rejected = {
        description = "A message could not be used, such as a launch without an instance: the log says which and why."
        namespace   = var.metrics_namespace
        metric      = "MessagesRejected"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
    },
    local.queued ? {} : {
      dropped = {
        description = "Lambda gave an event up: it failed three times, or waited for six hours."
        namespace   = "AWS/Lambda"
        metric      = "AsyncEventsDropped"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
      lost = {
        description = "Lambda gave an event up and could not even put it into the queue of failures."
        namespace   = "AWS/Lambda"
        metric      = "DestinationDeliveryFailures"
        statistic   = "Sum"
        dimensions  = local.of_function
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  tags                = var.tags
}

# What waits for a quarter of an hour isn't taken by anybody, or fails each time.
resource "aws_cloudwatch_metric_alarm" "waiting" {
  count               = local.queued ? 1 : 0
  alarm_name          = "${var.name}-waiting"
  alarm_description   = "Launches have waited in the queue for a quarter of an hour: the function doesn't come for them, or fails at them again and again."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.launches[0].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 900
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  tags                = var.tags
}
