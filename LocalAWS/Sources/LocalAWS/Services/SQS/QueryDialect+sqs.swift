extension QueryDialect {
    /// SQS as it was before it spoke JSON (its API of 2012-11-05).
    static let sqs = QueryDialect(
        containers: [
            "Attribute": .map("Attributes", ["Name": "key", "Value": "value"]),
            "AttributeName": .list("AttributeNames"),
            "MessageAttribute": .map("MessageAttributes"),
            "MessageSystemAttribute": .map("MessageSystemAttributes"),
            "MessageAttributeName": .list("MessageAttributeNames"),
            "MessageSystemAttributeName": .list("MessageSystemAttributeNames"),
            "AWSAccountId": .list("AWSAccountIds"),
            "ActionName": .list("Actions"),
            "Tag": .map("Tags", ["Key": "key", "Value": "value"]),
            "TagKey": .list("TagKeys"),
            "SendMessageBatchRequestEntry": .list("Entries"),
            "DeleteMessageBatchRequestEntry": .list("Entries"),
            "ChangeMessageVisibilityBatchRequestEntry": .list("Entries"),
        ],
        containersOfActions: [
            "CreateQueue": ["Tag": .map("tags", ["Key": "key", "Value": "value"])]
        ],
        pathParameter: "QueueUrl",
        flattening: { action in
            Flattening(
                lists: [
                    "QueueUrls": "QueueUrl", "queueUrls": "QueueUrl", "Messages": "Message",
                    "Successful": "\(action)ResultEntry", "Failed": "BatchResultErrorEntry",
                    "Results": "\(action)ResultEntry",
                ],
                maps: [
                    "Attributes": ("Attribute", "Name", "Value"),
                    "MessageAttributes": ("MessageAttribute", "Name", "Value"),
                    "Tags": ("Tag", "Key", "Value"),
                ]
            )
        }
    )
}
