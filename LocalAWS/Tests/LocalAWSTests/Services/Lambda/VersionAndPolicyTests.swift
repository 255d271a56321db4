import HTTPTypes
import Testing

@testable import LocalAWS

@Suite struct `A function's versions and aliases` {
    private static let path = "\(TestCloud.functions)/snap"

    @Test func `have numbers, and the same is never published twice`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let first = try cloud.lambda(.post, "\(Self.path)/versions", [:])
        #expect(first.status == 201)
        #expect(first.document["Version"]?.text == "1")
        #expect(first.document["FunctionArn"]?.text == cloud.functionARN("snap") + ":1")
        #expect(try cloud.lambda(.post, "\(Self.path)/versions", [:]).document["Version"]?.text == "1")
        _ = try cloud.lambda(.put, "\(Self.path)/configuration", ["Timeout": 7])
        cloud.wait(.seconds(1))
        #expect(try cloud.lambda(.post, "\(Self.path)/versions", [:]).document["Version"]?.text == "2")
        let listed = try cloud.lambda(.get, "\(Self.path)/versions?MaxItems=10000").document
        #expect(listed["Versions"]?.list?.compactMap { $0["Version"]?.text } == ["$LATEST", "1", "2"])
        let old = try cloud.lambda(.get, "\(Self.path)/configuration?Qualifier=1").document
        #expect(old["Timeout"]?.integer == 3)
        #expect(try cloud.lambda(.get, "\(Self.path)?Qualifier=9").status == 404)
    }

    @Test func `are led to by aliases, which keep them from being deleted`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap", ["Publish": true])
        let made = try cloud.lambda(.post, "\(Self.path)/aliases", ["Name": "live", "FunctionVersion": "1"])
        #expect(made.status == 201)
        #expect(made.document["AliasArn"]?.text == cloud.functionARN("snap") + ":live")
        let again = try cloud.lambda(.post, "\(Self.path)/aliases", ["Name": "live", "FunctionVersion": "1"])
        #expect(again.status == 409)
        let found = try cloud.lambda(.get, "\(Self.path)/configuration?Qualifier=live").document
        #expect(found["Version"]?.text == "1")
        #expect(found["FunctionArn"]?.text == cloud.functionARN("snap") + ":live")
        #expect(try cloud.lambda(.delete, "\(Self.path)?Qualifier=1").jsonCode == "ResourceConflictException")
        let changed = try cloud.lambda(
            .put,
            "\(Self.path)/aliases/live",
            ["Description": "d", "FunctionVersion": "$LATEST"]
        )
        #expect(changed.document["FunctionVersion"]?.text == "$LATEST")
        #expect(try cloud.lambda(.delete, "\(Self.path)?Qualifier=1").status == 204)
        #expect(try cloud.lambda(.get, "\(Self.path)/aliases").document["Aliases"]?.list?.count == 1)
        #expect(try cloud.lambda(.delete, "\(Self.path)/aliases/live").status == 204)
        #expect(try cloud.lambda(.get, "\(Self.path)/aliases/live").jsonCode == "ResourceNotFoundException")
    }

    @Test func `can share an alias by weight`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap", ["Publish": true])
        _ = try cloud.lambda(.put, "\(Self.path)/configuration", ["Timeout": 7])
        cloud.wait(.seconds(1))
        _ = try cloud.lambda(.post, "\(Self.path)/versions", [:])
        let made = try cloud.lambda(
            .post,
            "\(Self.path)/aliases",
            [
                "Name": "live", "FunctionVersion": "1",
                "RoutingConfig": ["AdditionalVersionWeights": ["2": 0.25]],
            ]
        )
        #expect(made.document["RoutingConfig"]?["AdditionalVersionWeights"]?["2"]?.number == 0.25)
        let alias = try #require(
            cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.functions["snap"]?.aliases["live"]
        )
        #expect(alias.version(draw: 0.2) == "2")
        #expect(alias.version(draw: 0.3) == "1")
    }
}

@Suite struct `A function's policy` {
    private static let path = "\(TestCloud.functions)/snap/policy"
    private static let topic = "arn:aws:sns:eu-west-1:111122223333:launches"

    private static func delivery(from source: String, to target: String) -> Delivery {
        Delivery(
            servicePrincipal: "sns.amazonaws.com",
            sourceARN: source,
            target: target,
            payload: #"{"a":1}"#
        )
    }

    @Test func `has statements in exactly the form that Terraform reads`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let arn = cloud.functionARN("snap")
        let added = try cloud.lambda(
            .post,
            Self.path,
            [
                "StatementId": "sns", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com",
                "SourceArn": .text(Self.topic), "SourceAccount": "111122223333",
            ]
        )
        #expect(added.status == 201)
        let statement = try Document(json: try #require(added.document["Statement"]?.text))
        let expected: Document = [
            "Sid": "sns", "Effect": "Allow", "Principal": ["Service": "sns.amazonaws.com"],
            "Action": "lambda:InvokeFunction", "Resource": .text(arn),
            "Condition": [
                "StringEquals": ["AWS:SourceAccount": "111122223333"],
                "ArnLike": ["AWS:SourceArn": .text(Self.topic)],
            ],
        ]
        #expect(statement == expected)
        let policy = try cloud.lambda(.get, Self.path).document
        let document = try Document(json: try #require(policy["Policy"]?.text))
        #expect(document == ["Version": "2012-10-17", "Id": "default", "Statement": [expected]])
        #expect(policy["RevisionId"]?.text?.count == 36)
    }

    @Test func `is gone with its last statement`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        #expect(try cloud.lambda(.get, Self.path).jsonCode == "ResourceNotFoundException")
        let statement: Document = [
            "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com",
        ]
        #expect(try cloud.lambda(.post, Self.path, statement).status == 201)
        #expect(try cloud.lambda(.post, Self.path, statement).jsonCode == "ResourceConflictException")
        #expect(try cloud.lambda(.delete, "\(Self.path)/b").status == 404)
        #expect(try cloud.lambda(.delete, "\(Self.path)/a").status == 204)
        #expect(try cloud.lambda(.get, Self.path).status == 404)
    }

    @Test func `is asked when a service hands an event over`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        func outcome(_ source: String) -> Delivery.Outcome {
            cloud.cloud.change(in: cloud.cloud.defaultRegion) {
                $0.deliver(Self.delivery(from: source, to: cloud.functionARN("snap")), &$1)
            }
        }
        guard case .refused(let reason) = outcome(Self.topic) else {
            Issue.record("A function without a policy takes nothing.")
            return
        }
        #expect(reason.contains("doesn't let sns.amazonaws.com invoke it"))
        let statement: Document = [
            "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com",
            "SourceArn": .text(Self.topic),
        ]
        #expect(try cloud.lambda(.post, Self.path, statement).status == 201)
        #expect(outcome(Self.topic) == .accepted)
        #expect(outcome(Self.topic + "-other") != .accepted)
    }
}
