# The function that snapshots what Auto Scaling launches, and all that it needs:
#
#   launches.tf   the topic that groups tell of their launches, and the way from it to the function
#   main.tf       the function and its log
#   role.tf       what it may do, and nothing else
#   failures.tf   where an event goes that can't be handled
#   alarms.tf     what tells a person
#
# Deploy/sam/template.yaml makes the same with CloudFormation.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.name

  queued = var.delivery == "queue"
}

resource "aws_lambda_function" "snapshots" {
  function_name                  = var.name
  description                    = "Snapshots every volume of an instance that Auto Scaling launched, and tags the instance."
  role                           = aws_iam_role.function.arn
  runtime                        = "provided.al2023"
  handler                        = "bootstrap"
  architectures                  = [var.architecture]
  filename                       = var.zip
  source_code_hash               = filebase64sha256(var.zip)
  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  tags                           = var.tags

  # No VPC: the function speaks with EC2's public address. In one it would need a NAT gateway or an EC2 endpoint.

  environment {
    variables = merge(
      {
        SNAP_AND_TAG_CONCURRENT_CREATES          = tostring(var.concurrent_creates)
        SNAP_AND_TAG_VISIBILITY_PATIENCE_SECONDS = tostring(var.visibility_patience_seconds)
        SNAP_AND_TAG_METRICS_NAMESPACE           = var.metrics_namespace
      },
      # Goes with the mapping's ReportBatchItemFailures: without that, Lambda would delete the failed messages.
      local.queued ? { SNAP_AND_TAG_REPORT_BATCH_ITEM_FAILURES = "true" } : {},
      var.environment,
    )
  }

  logging_config {
    log_format = var.log_format
    log_group  = aws_cloudwatch_log_group.function.name
  }

  # Until it may write its log, Lambda would lose what the function says.
  depends_on = [aws_iam_role_policy.function]
}

# Made here, because a group that Lambda makes keeps everything for ever.
resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}
