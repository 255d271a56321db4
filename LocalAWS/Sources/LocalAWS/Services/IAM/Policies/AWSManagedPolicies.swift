internal import Platform

/// The policies that AWS has made for everybody: those that this emulator's services have a use for.
enum AWSManagedPolicies {
    /// By path and name.
    static func policy(_ pathAndName: String) -> ManagedPolicy? { byPathAndName[pathAndName] }

    static let list: [ManagedPolicy] = entries.compactMap(\.policy).sorted { $0.name < $1.name }

    private static let byPathAndName = Dictionary(uniqueKeysWithValues: list.map { ($0.path + $0.name, $0) })

    private struct Entry {
        var path = "/"
        let name: String
        let description: String
        /// Of the one statement.
        let actions: [String]

        var policy: ManagedPolicy? {
            let statement: Document = [
                "Effect": "Allow", "Action": .list(actions.map(Document.text)), "Resource": "*",
            ]
            let text = (["Version": "2012-10-17", "Statement": [statement]] as Document).json
            guard let document = try? PolicyDocument(text, as: .identity) else { return nil }
            return ManagedPolicy(
                name: name,
                path: path,
                id: id,
                description: description,
                document: document,
                createTime: Timestamp(secondsSinceEpoch: 1_420_070_400)
            )
        }

        /// The same in every cloud.
        private var id: String {
            var identifiers = IdentifierGenerator(seed: 0, stream: name)
            return identifiers.uniqueID("ANPA")
        }
    }

    private static let logActions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]

    private static let entries = [
        Entry(
            name: "AdministratorAccess",
            description: "Provides full access to AWS services and resources.",
            actions: ["*"]
        ),
        Entry(
            name: "AmazonEC2FullAccess",
            description: "Provides full access to Amazon EC2.",
            actions: [
                "ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*",
                "iam:CreateServiceLinkedRole",
            ]
        ),
        Entry(
            name: "AmazonEC2ReadOnlyAccess",
            description: "Provides read only access to Amazon EC2.",
            actions: [
                "ec2:Describe*", "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:Describe*",
                "cloudwatch:ListMetrics", "cloudwatch:GetMetricStatistics", "cloudwatch:Describe*",
                "autoscaling:Describe*",
            ]
        ),
        Entry(
            name: "AmazonSNSFullAccess",
            description: "Provides full access to Amazon SNS.",
            actions: ["sns:*"]
        ),
        Entry(
            name: "AmazonSQSFullAccess",
            description: "Provides full access to Amazon SQS.",
            actions: ["sqs:*"]
        ),
        Entry(
            name: "CloudWatchFullAccess",
            description: "Provides full access to CloudWatch.",
            actions: [
                "autoscaling:Describe*", "cloudwatch:*", "logs:*", "sns:*", "iam:GetPolicy*", "iam:GetRole",
            ]
        ),
        Entry(
            name: "CloudWatchLogsFullAccess",
            description: "Provides full access to CloudWatch Logs",
            actions: ["logs:*", "cloudwatch:GenerateQuery"]
        ),
        Entry(
            path: "/service-role/",
            name: "AWSLambdaBasicExecutionRole",
            description: "Provides write permissions to CloudWatch Logs.",
            actions: logActions
        ),
        Entry(
            path: "/service-role/",
            name: "AWSLambdaRole",
            description: "Default policy for AWS Lambda service role.",
            actions: ["lambda:InvokeFunction"]
        ),
        Entry(
            path: "/service-role/",
            name: "AWSLambdaSQSQueueExecutionRole",
            description:
                "Provides receive message, delete message, and read attribute access to SQS queues, and write "
                + "permissions to CloudWatch logs.",
            actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] + logActions
        ),
        Entry(
            path: "/service-role/",
            name: "AutoScalingNotificationAccessRole",
            description: "Default policy for the AutoScaling Notification Access service role.",
            actions: ["sqs:SendMessage", "sqs:GetQueueUrl", "sns:Publish"]
        ),
        Entry(
            path: "/aws-service-role/",
            name: "AutoScalingServiceRolePolicy",
            description: "Enables access to AWS Services and Resources used or managed by Auto Scaling",
            actions: [
                "ec2:AttachVolume", "ec2:CreateTags", "ec2:DeleteTags", "ec2:Describe*", "ec2:DetachVolume",
                "ec2:RunInstances", "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances",
                "iam:PassRole", "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms",
                "cloudwatch:PutMetricAlarm", "sns:Publish",
            ]
        ),
    ]
}
