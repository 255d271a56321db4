variable "zip" {
  description = "The function: a zip that holds the executable `bootstrap`, as Scripts/package makes it."
  type        = string
}

variable "name" {
  description = "The name of the function, and the beginning of every other name."
  type        = string
  default     = "snap-and-tag"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,40}$", var.name))
    error_message = "At most 40 letters, digits, hyphens and underscores."
  }
}

variable "tags" {
  description = "Tags on everything that can have them."
  type        = map(string)
  default     = {}
}

# where launches come from

variable "create_topic" {
  description = "Whether the module makes the topic. If not, `topic_arn` names yours."
  type        = bool
  default     = true
}

variable "topic_arn" {
  description = "The topic that groups tell of their launches already, with `create_topic = false`. In this region."
  type        = string
  default     = null
}

variable "groups" {
  description = "The groups that are to tell the topic of their launches. Replaces what such a group tells the same topic now."
  type        = list(string)
  default     = []
}

variable "only_groups" {
  description = "If not empty, only launches of these groups reach the function, whoever else tells the topic."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.only_groups) <= 150
    error_message = "An SNS filter policy has 150 values at most."
  }
}

variable "delivery" {
  description = "How launches reach the function: `direct` (SNS calls it) or `queue` (SNS, SQS, event source mapping)."
  type        = string
  default     = "direct"

  validation {
    condition     = contains(["direct", "queue"], var.delivery)
    error_message = "Either \"direct\" or \"queue\"."
  }
}

# the function

variable "architecture" {
  description = "What the executable was built for: x86_64 or arm64."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "Either \"x86_64\" or \"arm64\"."
  }
}

variable "memory_size" {
  # The function's peak is 9 MB with two volumes and 14 MB with 500 (measured, Deploy/README.md), so the smallest size is nine
  # times what it needs. More memory is more CPU, of which an event of two volumes takes a millisecond: for nearly all of its
  # duration, which is what is paid for, it waits for EC2.
  description = "The function's memory, in MB."
  type        = number
  default     = 128

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240
    error_message = "From 128 to 10240 MB."
  }
}

variable "timeout" {
  # For EC2's bad days, not for the work, which takes well under a second: an instance that EC2 doesn't show yet is looked for
  # during 30 s, EBS may refuse a volume for 15 s, and ten launches of 26 volumes each in one batch take half a minute where
  # EC2 throttles. What an invocation doesn't finish, the next one goes on with.
  description = "After how many seconds an invocation is stopped."
  type        = number
  default     = 60

  validation {
    condition     = var.timeout >= 10 && var.timeout <= 900
    error_message = "From 10 to 900 seconds."
  }
}

variable "reserved_concurrency" {
  description = "How many invocations there are at once at most; with `queue` also how many batches are taken. Null doesn't limit."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 2
    error_message = "At least 2."
  }
}

variable "concurrent_creates" {
  description = "How many CreateSnapshot calls an invocation makes at once, 1 to 64."
  type        = number
  default     = 32

  validation {
    condition     = var.concurrent_creates >= 1 && var.concurrent_creates <= 64
    error_message = "From 1 to 64 calls."
  }
}

variable "visibility_patience_seconds" {
  description = "How long an instance is looked for that EC2 doesn't show yet, 0 to 600."
  type        = number
  default     = 30

  validation {
    condition     = var.visibility_patience_seconds >= 0 && var.visibility_patience_seconds <= 600
    error_message = "From 0 to 600 seconds."
  }
}

variable "metrics_namespace" {
  description = "The CloudWatch namespace of the function's own metrics, or `none`."
  type        = string
  default     = "SnapAndTag"
}

variable "environment" {
  description = "Further environment variables, such as AWS_MAX_ATTEMPTS; README lists them."
  type        = map(string)
  default     = {}
}

# its log, its alarms

variable "log_retention_days" {
  description = "How long the function's log is kept."
  type        = number
  default     = 30
}

variable "log_format" {
  description = "Text, as the log filters of the Python function expect it, or JSON."
  type        = string
  default     = "Text"

  validation {
    condition     = contains(["Text", "JSON"], var.log_format)
    error_message = "Either \"Text\" or \"JSON\"."
  }
}

variable "alarm_topic_arn" {
  description = "The topic that is told when an alarm goes off. Not the topic of the launches."
  type        = string
  default     = null
}

# what a company's rules may ask for

variable "kms_key_arn" {
  description = "A KMS key for the queues, the log and the topic, instead of SQS's own. Its policy must let in the services that Deploy/README.md names."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "The ARN of a policy that limits the role."
  type        = string
  default     = null
}
