import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A launch needs permissions` {
    private let cloud: TestCloud
    private let user: Credentials

    init() throws {
        cloud = try TestCloud()
        user = try cloud.makeUser("ann")
    }

    private static let types = [
        "image": "arn:aws:ec2:*::image/*", "instance": "arn:aws:ec2:*:*:instance/*",
        "volume": "arn:aws:ec2:*:*:volume/*", "network-interface": "arn:aws:ec2:*:*:network-interface/*",
        "security-group": "arn:aws:ec2:*:*:security-group/*", "subnet": "arn:aws:ec2:*:*:subnet/*",
    ]

    private static func statement(
        _ action: String,
        _ resources: [String],
        _ condition: String = "{}"
    ) -> String {
        let list = resources.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"Effect":"Allow","Action":"\#(action)","Resource":[\#(list)],"Condition":\#(condition)}"#
    }

    private func session(_ statements: String...) throws -> Credentials {
        let policy = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
        return try cloud.session(of: try cloud.makeRole("launcher", policy: policy), as: user)
    }

    private func launch(_ more: (String, String)..., as session: Credentials) throws -> Reply {
        let pairs =
            [
                ("Action", "RunInstances"), ("Version", "2016-11-15"), ("MinCount", "1"), ("MaxCount", "1"),
                ("ImageId", "ami-0123456789abcdef0"), ("InstanceType", "t3.micro"),
            ] + more
        let form = TestCloud.form(pairs)
        return try cloud.send(TestCloud.signed(form, region: cloud.region, credentials: session))
    }

    @Test(arguments: [nil] + types.keys.sorted().map(Optional.some))
    func `on all that it takes and makes`(missing: String?) throws {
        let resources = Self.types.filter { $0.key != missing }.map(\.value)
        let session = try session(Self.statement("ec2:RunInstances", resources))
        let reply = try launch(as: session)
        #expect((reply.status == 200) == (missing == nil), "\(reply.body)")
        if let missing { #expect(reply.message?.contains(":\(missing)/") == true) }
    }

    @Test func `to tag what it makes, and which tags`() throws {
        let run = Self.statement("ec2:RunInstances", Array(Self.types.values))
        let condition = #"{"StringEquals":{"ec2:CreateAction":"RunInstances","aws:RequestTag/team":"blue"}}"#
        let session = try session(
            run,
            Self.statement("ec2:CreateTags", ["arn:aws:ec2:*:*:instance/*"], condition)
        )
        func tag(_ value: String) throws -> Reply {
            try launch(
                ("TagSpecification.1.ResourceType", "instance"),
                ("TagSpecification.1.Tag.1.Key", "team"),
                ("TagSpecification.1.Tag.1.Value", value),
                as: session
            )
        }
        #expect(try tag("blue").status == 200)
        #expect(try tag("red").code == "UnauthorizedOperation")
    }

    @Test func `to pass the role of its instance profile, by the role's name`() throws {
        try cloud.makeRole("web")
        try cloud.succeed(try cloud.iam("CreateInstanceProfile", ["InstanceProfileName": "profile"]))
        let pair: KeyValuePairs = ["InstanceProfileName": "profile", "RoleName": "web"]
        try cloud.succeed(try cloud.iam("AddRoleToInstanceProfile", pair))
        let condition = #"{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#
        func reply(passing role: String) throws -> Reply {
            try cloud.succeed(
                try cloud.iam("DeleteRolePolicy", ["RoleName": "launcher", "PolicyName": "own"])
            )
            try cloud.setPolicy(
                of: "launcher",
                #"{"Version":"2012-10-17","Statement":[\#(Self.statement("ec2:RunInstances", ["*"])),"#
                    + Self.statement("iam:PassRole", ["arn:aws:iam::*:role/\(role)"], condition) + "]}"
            )
            return try launch(("IamInstanceProfile.Name", "profile"), as: session)
        }
        let session = try session(Self.statement("ec2:RunInstances", ["*"]))
        #expect(try reply(passing: "web").status == 200)
        let refusal = try reply(passing: "profile")
        #expect(refusal.code == "UnauthorizedOperation")
        #expect(
            refusal.message?.contains("iam:PassRole on resource: arn:aws:iam::111122223333:role/web") == true
        )
    }
}

@Suite struct `A queue's policy` {
    @Test func `allows a role that it names what the role's own policies don't`() async throws {
        let cloud = try TestCloud()
        let user = try cloud.makeUser("ann")
        let session = try cloud.session(of: try cloud.makeRole("sender", policy: nil), as: user)
        func create(_ name: String, _ principal: String) async throws -> Document {
            let arn = "arn:aws:sqs:eu-west-1:111122223333:\(name)"
            let policy =
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"#
                + #""Action":"sqs:SendMessage","Resource":"\#(arn)"}}"#
            let reply = await cloud.sendAndWait(
                try cloud.json(
                    .sqs,
                    "CreateQueue",
                    ["QueueName": .text(name), "Attributes": ["Policy": .text(policy)]]
                )
            )
            return reply.document["QueueUrl"] ?? .null
        }
        func send(_ url: Document) async throws -> Reply {
            let message: Document = ["QueueUrl": url, "MessageBody": "m"]
            return await cloud.sendAndWait(try cloud.json(.sqs, "SendMessage", message, as: session))
        }
        let named = try await create("named", "arn:aws:iam::111122223333:role/sender")
        #expect(try await send(named).status == 200)
        let byAccount = try await create("account", "111122223333")
        #expect(try await send(byAccount).jsonCode == "AccessDeniedException")
    }
}
