# A group to try the function with. It runs on AWS, and on local-aws as it is:
#
#     terraform init
#     terraform apply -var zip=…/snap-and-tag.zip

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.73, < 7.0"
    }
  }
}

variable "zip" {
  description = "The function: a zip that holds the executable `bootstrap`."
  type        = string
}

variable "desired_capacity" {
  description = "How many instances the group has."
  type        = number
  default     = 0
}

module "snap_and_tag" {
  source = "./.."
  zip    = var.zip
  groups = [aws_autoscaling_group.example.name]
}

data "aws_availability_zones" "available" {
  state = "available"
}

data "aws_ami" "amazon_linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }

  filter {
    name   = "architecture"
    values = ["x86_64"]
  }
}

resource "aws_launch_template" "example" {
  name          = "snap-and-tag-example"
  image_id      = data.aws_ami.amazon_linux.id
  instance_type = "t3.micro"

  block_device_mappings {
    device_name = "/dev/sdf"
    ebs {
      volume_size           = 10
      volume_type           = "gp3"
      delete_on_termination = true
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "snap-and-tag-example" }
  }
}

resource "aws_autoscaling_group" "example" {
  name               = "snap-and-tag-example"
  min_size           = 0
  max_size           = 3
  desired_capacity   = var.desired_capacity
  availability_zones = [data.aws_availability_zones.available.names[0]]

  launch_template {
    id      = aws_launch_template.example.id
    version = aws_launch_template.example.latest_version
  }

  tag {
    key                 = "Purpose"
    value               = "snap-and-tag"
    propagate_at_launch = true
  }
}

output "topic_arn" {
  value = module.snap_and_tag.topic_arn
}
