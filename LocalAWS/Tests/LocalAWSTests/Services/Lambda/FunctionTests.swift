import HTTPTypes
import Platform
import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A function` {
    @Test func `has all members that clients compare, and becomes active by the clock`() throws {
        let cloud = try TestCloud.forLambda()
        let zip = TestZip.of("bootstrap", "#!/bin/sh\n")
        let reply = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap", zip: zip))
        #expect(reply.status == 201)
        let made = reply.document
        #expect(made["FunctionArn"]?.text == cloud.functionARN("snap"))
        #expect(made["State"]?.text == "Pending")
        #expect(made["CodeSha256"]?.text == Base64.text(of: SHA256Digest(of: zip).bytes))
        #expect(made["CodeSize"]?.integer == zip.count)
        #expect(made["LastModified"]?.text == "2026-01-15T12:00:00.000+0000")
        #expect(made["Timeout"]?.integer == 3)
        #expect(made["MemorySize"]?.integer == 128)
        #expect(made["Version"]?.text == "$LATEST")
        #expect(made["TracingConfig"]?["Mode"]?.text == "PassThrough")
        #expect(made["EphemeralStorage"]?["Size"]?.integer == 512)
        #expect(made["Architectures"]?.texts == [Architecture.machine])
        #expect(made["LoggingConfig"]?["LogGroup"]?.text == "/aws/lambda/snap")
        #expect(made["SnapStart"]?["ApplyOn"]?.text == "None")
        cloud.wait(.seconds(1))
        let found = try cloud.lambda(.get, "\(TestCloud.functions)/snap").document
        #expect(found["Configuration"]?["State"]?.text == "Active")
        #expect(found["Configuration"]?["LastUpdateStatus"]?.text == "Successful")
        #expect(found["Configuration"]?["RevisionId"] == made["RevisionId"])
        #expect(found["Code"]?["RepositoryType"]?.text == "S3")
        let location = try #require(found["Code"]?["Location"]?.text)
        let path = try #require(location.split(separator: "/_local/").last)
        #expect(CodeLocation(path: path)?.zip(in: cloud.cloud.snapshot()) == zip)
    }

    @Test(arguments: [
        "snap", "111122223333:function:snap", "arn:aws:lambda:eu-west-1:111122223333:function:snap",
    ])
    func `is found by name, partial ARN and ARN`(name: String) throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let path = name.replacing(":", with: "%3A")
        let reply = try cloud.lambda(.get, "\(TestCloud.functions)/\(path)/configuration")
        #expect(reply.document["FunctionName"]?.text == "snap")
        let latest = try cloud.lambda(
            .get,
            "\(TestCloud.functions)/\(path)/configuration?Qualifier=%24LATEST"
        )
        #expect(latest.document["FunctionArn"]?.text == cloud.functionARN("snap") + ":$LATEST")
    }

    @Test func `is refused a second time, and when it is asked for and isn't there`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let again = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap"))
        #expect(again.status == 409)
        #expect(again.jsonCode == "ResourceConflictException")
        #expect(again.document["Message"]?.text == "Function already exist: snap")
        let missing = try cloud.lambda(.get, "\(TestCloud.functions)/other")
        #expect(missing.status == 404)
        #expect(missing.jsonCode == "ResourceNotFoundException")
        #expect(missing.document["Message"]?.text == "Function not found: \(cloud.functionARN("other"))")
    }

    @Test(
        arguments: [
            (["Timeout": 901], "ValidationException"), (["MemorySize": 64], "ValidationException"),
            (["Runtime": "cobol85"], "InvalidParameterValueException"),
            (["Role": "me"], "ValidationException"),
            (["Role": "arn:aws:iam::999999999999:role/x"], "InvalidParameterValueException"),
            (["Code": ["ZipFile": "bm8gemlw"]], "InvalidParameterValueException"),
            (["Code": ["S3Bucket": "b", "S3Key": "k"]], "InvalidParameterValueException"),
            (["PackageType": "Image"], "InvalidParameterValueException"),
            (["Layers": ["arn:aws:lambda:eu-west-1:1:layer:x:1"]], "InvalidParameterValueException"),
            (["VpcConfig": ["SubnetIds": ["subnet-1"]]], "InvalidParameterValueException"),
            (["Environment": ["Variables": ["AWS_REGION": "x"]]], "InvalidParameterValueException"),
            (["Colour": "red"], "InvalidParameterValueException"),
            (["FunctionName": "no spaces"], "ValidationException"),
        ] as [([String: Document], String)]
    )
    func `is refused with members that can't be`(members: [String: Document], code: String) throws {
        let cloud = try TestCloud.forLambda()
        let reply = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap", members))
        #expect(reply.status == 400, "\(reply.body)")
        #expect(reply.jsonCode == code, "\(reply.body)")
        #expect(cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.functions.isEmpty ?? true)
    }

    @Test func `takes empty lists for members that local-aws hasn't got`() throws {
        let cloud = try TestCloud.forLambda()
        let empty: [String: Document] = [
            "Layers": [], "VpcConfig": ["SubnetIds": [], "SecurityGroupIds": []],
            "Environment": ["Variables": [:]], "DeadLetterConfig": [:],
        ]
        try cloud.makeFunction("snap", empty)
    }

    @Test func `is updated: what isn't named stays, and meanwhile nothing else can be changed`() throws {
        let cloud = try TestCloud.forLambda()
        let made = try cloud.makeFunction("snap", ["Environment": ["Variables": ["A1": "x"]], "Timeout": 9])
        let path = "\(TestCloud.functions)/snap/configuration"
        let updated = try cloud.lambda(.put, path, ["MemorySize": 512, "Description": "new"]).document
        #expect(updated["LastUpdateStatus"]?.text == "InProgress")
        #expect(updated["MemorySize"]?.integer == 512)
        #expect(updated["Timeout"]?.integer == 9)
        #expect(updated["Environment"]?["Variables"]?["A1"]?.text == "x")
        #expect(updated["RevisionId"] != made["RevisionId"])
        #expect(try cloud.lambda(.put, path, ["Timeout": 5]).jsonCode == "ResourceConflictException")
        cloud.wait(.seconds(1))
        #expect(try cloud.lambda(.get, path).document["LastUpdateStatus"]?.text == "Successful")
        let stale = try cloud.lambda(.put, path, ["RevisionId": made["RevisionId"] ?? "", "Timeout": 5])
        #expect(stale.status == 412)
        let zip = TestZip.of("bootstrap", "#!/bin/sh\nexit 1\n")
        let code = try cloud.lambda(
            .put,
            "\(TestCloud.functions)/snap/code",
            ["ZipFile": .text(Base64.text(of: zip)), "Publish": true]
        ).document
        #expect(code["Version"]?.text == "1")
        #expect(code["CodeSize"]?.integer == zip.count)
    }

    @Test func `is deleted with its code`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let reply = try cloud.lambda(.delete, "\(TestCloud.functions)/snap")
        #expect(reply.status == 204)
        #expect(reply.body.isEmpty)
        #expect(try cloud.lambda(.delete, "\(TestCloud.functions)/snap").status == 404)
        #expect(cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.code.size == 0)
    }

    @Test func `is refused with a role that isn't there or doesn't trust Lambda`() throws {
        let cloud = try TestCloud.forLambda()
        let role: Document = "arn:aws:iam::111122223333:role/nobody"
        let reply = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap", ["Role": role]))
        #expect(reply.jsonCode == "InvalidParameterValueException")
        #expect(
            reply.document["Message"]?.text
                == "The role defined for the function cannot be assumed by Lambda."
        )
    }

    @Test func `is listed in pages`() throws {
        let cloud = try TestCloud.forLambda()
        for number in 10..<15 { try cloud.makeFunction("f\(number)") }
        let first = try cloud.lambda(.get, "\(TestCloud.functions)?MaxItems=3").document
        #expect(first["Functions"]?.list?.compactMap { $0["FunctionName"]?.text } == ["f10", "f11", "f12"])
        let marker = try #require(first["NextMarker"]?.text).replacing("=", with: "%3D")
        let second = try cloud.lambda(.get, "\(TestCloud.functions)?Marker=\(marker)").document
        #expect(second["Functions"]?.list?.compactMap { $0["FunctionName"]?.text } == ["f13", "f14"])
        #expect(second["NextMarker"] == nil)
        #expect(try cloud.lambda(.get, "\(TestCloud.functions)?MaxItems=0").jsonCode == "ValidationException")
    }

    @Test func `is in a state file with its code, and what runs is not`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap", ["Tags": ["a": "b"]])
        var state = try #require(cloud.cloud.snapshot().regions["eu-west-1"]?.lambda)
        state.running.begin("snap")
        let document = try JSONCoding.roundTrip(state)
        #expect(document.functions["snap"]?.latest.code == state.functions["snap"]?.latest.code)
        #expect(document.code.size == state.code.size)
        #expect(document.running["snap"] == 0)
    }

    @Test func `is for this machine, and refused for another one`() throws {
        let cloud = try TestCloud.forLambda()
        let other = Architecture.machine == "arm64" ? "x86_64" : "arm64"
        let members: [String: Document] = ["Architectures": [.text(other)]]
        let refused = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap", members))
        #expect(refused.jsonCode == "InvalidParameterValueException")
        #expect(refused.body.contains("which is \(Architecture.machine) and not \(other)"))
        let made = try cloud.makeFunction("snap")
        #expect(made["Architectures"]?.texts == [Architecture.machine])
    }
}
