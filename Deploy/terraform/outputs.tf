output "topic_arn" {
  description = "What further groups tell of their launches."
  value       = local.topic_arn
}

output "function_name" {
  description = "The function."
  value       = aws_lambda_function.snapshots.function_name
}

output "function_arn" {
  description = "The function."
  value       = aws_lambda_function.snapshots.arn
}

output "role_name" {
  description = "The role that the function acts as."
  value       = aws_iam_role.function.name
}

output "subscription_arn" {
  description = "The function's, or its queue's, subscription to the topic."
  value       = aws_sns_topic_subscription.function.arn
}

output "failures_queue_url" {
  description = "Where the events are that could not be handled."
  value       = aws_sqs_queue.failures.url
}

output "log_group_name" {
  description = "The function's log."
  value       = aws_cloudwatch_log_group.function.name
}

output "notify" {
  description = "The command that has a group tell the topic of its launches, for groups that aren't in `groups`."
  value       = "aws autoscaling put-notification-configuration --auto-scaling-group-name GROUP --topic-arn ${local.topic_arn} --notification-types autoscaling:EC2_INSTANCE_LAUNCH"
}
