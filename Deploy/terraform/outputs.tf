output "topic_arn" {
  description = "What further groups tell of their launches."
  value       = aws_sns_topic.launches.arn
}

output "function_name" {
  description = "The function."
  value       = aws_lambda_function.snapshots.function_name
}

output "failures_queue_url" {
  description = "Where the events are that could not be handled."
  value       = aws_sqs_queue.failures.url
}
