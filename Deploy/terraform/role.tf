# What the function may do. Each statement is needed, and all together suffice: Conformance/deploy takes each away in turn
# and sees which call is refused. UseTheKeyForQueues is there only with a key of yours; that key's own policy isn't tested.

locals {
  ec2 = "arn:${local.partition}:ec2:${local.region}"
}

resource "aws_iam_role" "function" {
  # Roles belong to no region, functions do.
  name                 = "${var.name}-${local.region}"
  description          = "What the function ${var.name} may do in ${local.region}."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
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

  # CreateSnapshot asks for the volume and for the snapshot to come. An encrypted volume needs no permission on its key.
  statement {
    sid       = "SnapshotVolumes"
    actions   = ["ec2:CreateSnapshot"]
    resources = ["${local.ec2}:${local.account}:volume/*"]
  }

  # Only with the tags by which the function finds the snapshot again. A snapshot's ARN has no account.
  statement {
    sid       = "OnlyWithOurTags"
    actions   = ["ec2:CreateSnapshot"]
    resources = ["${local.ec2}::snapshot/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/CreatedBy"
      values   = ["snap-and-tag"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:RequestTag/snap-and-tag:instance"
      values   = ["i-*"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:RequestTag/snap-and-tag:volume"
      values   = ["vol-*"]
    }
    condition {
      test     = "ForAllValues:StringLike"
      variable = "aws:TagKeys"
      values   = ["CreatedBy", "snap-and-tag:*"]
    }
  }

  # Tags from birth, and none later.
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

  # Snapshots=Created, and nothing else.
  statement {
    sid       = "TagInstances"
    actions   = ["ec2:CreateTags"]
    resources = ["${local.ec2}:${local.account}:instance/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/Snapshots"
      values   = ["Created"]
    }
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

  dynamic "statement" {
    for_each = local.queued ? [] : ["direct"]
    content {
      sid       = "KeepFailures"
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.failures.arn]
    }
  }

  dynamic "statement" {
    for_each = local.queued ? ["queue"] : []
    content {
      sid       = "TakeLaunches"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [aws_sqs_queue.launches[0].arn]
    }
  }

  # The messages in the queues are encrypted with it.
  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      sid       = "UseTheKeyForQueues"
      actions   = local.queued ? ["kms:Decrypt"] : ["kms:GenerateDataKey", "kms:Decrypt"]
      resources = [statement.value]
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["sqs.${local.region}.amazonaws.com"]
      }
    }
  }
}
