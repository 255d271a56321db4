terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # A function's logging_config came with 5.32, tags of an event source mapping with 5.70, and what was wrong with them
      # (mappings that had none failed) lasted until 5.72. Applied and tested with 5.100.
      version = ">= 5.73, < 7.0"
    }
  }
}
