variable "name" {
  description = "The name of everything this module makes."
  type        = string
  default     = "snap-and-tag"
}

variable "zip" {
  description = "The function: a zip that holds the executable `bootstrap`."
  type        = string
}

variable "groups" {
  description = "The names of the Auto Scaling groups whose launches are to be snapshotted."
  type        = list(string)
  default     = []
}

variable "architecture" {
  description = "What the executable was built for: x86_64 or arm64."
  type        = string
  default     = "x86_64"
}

variable "memory_size" {
  description = "The function's memory, in MB. The function needs some 20; more memory is more CPU."
  type        = number
  default     = 128
}

variable "timeout" {
  description = "After how many seconds an invocation is stopped. Lambda then tries again, and the function goes on where it was."
  type        = number
  default     = 60
}

variable "environment" {
  description = "The function's settings; README lists them."
  type        = map(string)
  default     = {}
}

variable "log_retention_days" {
  description = "How long the function's log is kept."
  type        = number
  default     = 30
}

variable "alarm_actions" {
  description = "The ARNs of topics that are told when the function fails or an event is given up."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags on everything."
  type        = map(string)
  default     = {}
}
