internal import HTTPTypes

/// Builds the whole chain in a cloud, call by call, as the tutorial does with the AWS command line: a topic, a role, the
/// function, its subscription, a launch template and a group that tells the topic of its launches.
package struct ChainSetup: Sendable {
    /// What everything is called.
    package let name: String
    /// Where the function's log is.
    package var logGroup: String { "/aws/lambda/\(name)" }
    private let client: InProcessClient
    private let cloud: Cloud

    /// A chain to be, in that emulator.
    package init(name: String, in emulator: RunningEmulator) {
        self.name = name
        client = InProcessClient(of: emulator)
        cloud = emulator.cloud
    }

    private func arn(_ service: String, _ resource: String, region: String? = nil) -> String {
        let partition = cloud.defaultRegion.partition
        return "arn:\(partition):\(service):\(region ?? cloud.region):\(cloud.accountID):\(resource)"
    }

    private var topicARN: String { arn("sns", name) }
    private var roleARN: String { arn("iam", "role/\(name)", region: "") }
    private var functionARN: String { arn("lambda", "function:\(name)") }

    /// Makes everything, with a group that is empty.
    ///
    /// - Parameters:
    ///   - zip: the function's code.
    ///   - volumes: how many an instance of the group has, its root included.
    ///   - memorySize: the function's, in MB.
    ///   - timeout: the function's, in seconds.
    package func build(zip: [UInt8], volumes: Int, memorySize: Int, timeout: Int) async throws {
        try await client.query("sns", "CreateTopic", ["Name": name])
        try await makeRole()
        try await makeFunction(zip: zip, memorySize: memorySize, timeout: timeout)
        try await client.query(
            "sns",
            "Subscribe",
            ["TopicArn": topicARN, "Protocol": "lambda", "Endpoint": functionARN]
        )
        try await makeGroup(volumes: volumes)
    }

    /// Has the group launch instances.
    package func scaleOut(to instances: Int) async throws {
        try await client.query(
            "autoscaling",
            "SetDesiredCapacity",
            ["AutoScalingGroupName": name, "DesiredCapacity": "\(instances)"]
        )
    }

    /// The function's log, oldest first; empty while there is none.
    package func log() async -> [String] {
        guard
            let answer = try? await client.json(
                "logs",
                "FilterLogEvents",
                ["logGroupName": .text(logGroup), "interleaved": true]
            )
        else { return [] }
        return answer["events"]?.list?.compactMap { $0["message"]?.text } ?? []
    }

    private func makeRole() async throws {
        let trust: Document = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRole",
                    "Principal": ["Service": "lambda.amazonaws.com"],
                ]
            ],
        ]
        try await client.query(
            "iam",
            "CreateRole",
            ["RoleName": name, "AssumeRolePolicyDocument": trust.json]
        )
        try await client.query(
            "iam",
            "PutRolePolicy",
            ["RoleName": name, "PolicyName": "snapshots", "PolicyDocument": rolePolicy.json]
        )
    }

    /// What the function does, and nothing else.
    private var rolePolicy: Document {
        let ec2 = "arn:\(cloud.defaultRegion.partition):ec2:\(cloud.region)"
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Resource": "*",
                    "Action": ["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DescribeInstances"],
                ],
                [
                    "Effect": "Allow", "Action": "ec2:CreateSnapshot",
                    "Resource": [.text("\(ec2):\(cloud.accountID):volume/*"), .text("\(ec2)::snapshot/*")],
                ],
                [
                    "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": .text("\(ec2)::snapshot/*"),
                    "Condition": ["StringEquals": ["ec2:CreateAction": "CreateSnapshot"]],
                ],
                [
                    "Effect": "Allow", "Action": "ec2:CreateTags",
                    "Resource": .text("\(ec2):\(cloud.accountID):instance/*"),
                    "Condition": ["ForAllValues:StringEquals": ["aws:TagKeys": ["Snapshots"]]],
                ],
                [
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": .text(arn("logs", "log-group:\(logGroup):*")),
                ],
            ],
        ]
    }

    private func makeFunction(zip: [UInt8], memorySize: Int, timeout: Int) async throws {
        try await client.rest(
            "lambda",
            .post,
            "/2015-03-31/functions",
            [
                "FunctionName": .text(name), "Role": .text(roleARN), "Runtime": "provided.al2023",
                "Handler": "bootstrap", "Code": ["ZipFile": .text(Base64.text(of: zip))],
                "MemorySize": .integer(Int64(memorySize)), "Timeout": .integer(Int64(timeout)),
            ]
        )
        try await client.rest(
            "lambda",
            .post,
            "/2015-03-31/functions/\(name)/policy",
            [
                "StatementId": "launches", "Action": "lambda:InvokeFunction",
                "Principal": "sns.amazonaws.com",
                "SourceArn": .text(topicARN),
            ]
        )
    }

    private func makeGroup(volumes: Int) async throws {
        let image = cloud.imageIDs.first ?? ""
        var template: [(String, String)] = [
            ("LaunchTemplateName", name), ("LaunchTemplateData.ImageId", image),
            ("LaunchTemplateData.InstanceType", "t3.micro"),
        ]
        for (index, letter) in "bcdefghijklmnopqrstuvwxyz".prefix(volumes - 1).enumerated() {
            let mapping = "LaunchTemplateData.BlockDeviceMapping.\(index + 1)"
            template += [("\(mapping).DeviceName", "/dev/xvd\(letter)"), ("\(mapping).Ebs.VolumeSize", "8")]
        }
        try await client.query("ec2", "CreateLaunchTemplate", pairs: template)
        try await client.query(
            "autoscaling",
            "CreateAutoScalingGroup",
            [
                "AutoScalingGroupName": name, "MinSize": "0", "MaxSize": "100", "DesiredCapacity": "0",
                "AvailabilityZones.member.1": "\(cloud.region)a", "LaunchTemplate.LaunchTemplateName": name,
                "LaunchTemplate.Version": "$Latest",
            ]
        )
        try await client.query(
            "autoscaling",
            "PutNotificationConfiguration",
            [
                "AutoScalingGroupName": name, "TopicARN": topicARN,
                "NotificationTypes.member.1": "autoscaling:EC2_INSTANCE_LAUNCH",
            ]
        )
    }
}
