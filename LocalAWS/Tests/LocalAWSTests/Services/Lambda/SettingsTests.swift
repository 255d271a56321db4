import HTTPTypes
import Testing

@testable import LocalAWS

@Suite struct `What is set beside a function` {
    private static let name = "snap"

    @Test func `tags are set, shown and taken off`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap", ["Tags": ["a": "1"]])
        let path = "/2017-03-31/tags/\(cloud.functionARN("snap").replacing(":", with: "%3A"))"
        #expect(try cloud.lambda(.post, path, ["Tags": ["b": "2", "c": "3"]]).status == 204)
        #expect(try cloud.lambda(.delete, "\(path)?tagKeys=a&tagKeys=b").status == 204)
        #expect(try cloud.lambda(.delete, "\(path)?tagKeys=x").status == 204)
        #expect(try cloud.lambda(.get, path).document["Tags"] == ["c": "3"])
        #expect(try cloud.lambda(.get, "\(TestCloud.functions)/snap").document["Tags"] == ["c": "3"])
        #expect(try cloud.lambda(.post, path, ["Tags": ["aws:x": ""]]).status == 400)
    }

    @Test func `concurrency is reserved within what the account has`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let path = "/2017-10-31/functions/snap/concurrency"
        #expect(try cloud.lambda(.get, "/2019-09-30/functions/snap/concurrency").document == [:])
        #expect(try cloud.lambda(.put, path, ["ReservedConcurrentExecutions": 900]).status == 200)
        let large = try cloud.lambda(.put, path, ["ReservedConcurrentExecutions": 901])
        #expect(large.jsonCode == "InvalidParameterValueException")
        let found = try cloud.lambda(.get, "\(TestCloud.functions)/snap").document
        #expect(found["Concurrency"]?["ReservedConcurrentExecutions"]?.integer == 900)
        let account = try cloud.lambda(.get, "/2016-08-19/account-settings").document
        #expect(account["AccountLimit"]?["UnreservedConcurrentExecutions"]?.integer == 100)
        #expect(try cloud.lambda(.delete, path).status == 204)
    }

    @Test func `what becomes of asynchronous invocations is put, changed, shown, listed and deleted`() throws
    {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let path = "/2019-09-25/functions/snap/event-invoke-config"
        let missing = try cloud.lambda(.get, path)
        #expect(missing.status == 404)
        #expect(
            missing.document["Message"]?.text
                == "The function \(cloud.functionARN("snap")):$LATEST doesn't have an EventInvokeConfig"
        )
        let queue = "arn:aws:sqs:eu-west-1:111122223333:failed"
        let put = try cloud.lambda(
            .put,
            path,
            [
                "MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 60,
                "DestinationConfig": ["OnFailure": ["Destination": .text(queue)]],
            ]
        ).document
        #expect(put["FunctionArn"]?.text == cloud.functionARN("snap") + ":$LATEST")
        #expect(put["DestinationConfig"]?["OnFailure"]?["Destination"]?.text == queue)
        #expect(put["LastModified"]?.number == 1_768_478_401)
        let changed = try cloud.lambda(.post, path, ["MaximumRetryAttempts": 0]).document
        #expect(changed["MaximumRetryAttempts"]?.integer == 0)
        #expect(changed["MaximumEventAgeInSeconds"]?.integer == 60)
        #expect(try cloud.lambda(.put, path, ["MaximumRetryAttempts": 3]).jsonCode == "ValidationException")
        let bucket: Document = ["DestinationConfig": ["OnSuccess": ["Destination": "arn:aws:s3:::b"]]]
        #expect(try cloud.lambda(.put, path, bucket).jsonCode == "InvalidParameterValueException")
        #expect(
            try cloud.lambda(.get, "\(path)/list").document["FunctionEventInvokeConfigs"]?.list?.count == 1
        )
        #expect(try cloud.lambda(.delete, path).status == 204)
        #expect(try cloud.lambda(.delete, path).status == 404)
    }

    @Test func `what is the same for all functions is there`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.makeFunction("snap")
        let signing = try cloud.lambda(.get, "/2020-06-30/functions/snap/code-signing-config")
        #expect(signing.status == 200)
        #expect(signing.document["FunctionName"]?.text == "snap")
        let runtime = try cloud.lambda(.get, "/2021-07-20/functions/snap/runtime-management-config")
        #expect(runtime.document["UpdateRuntimeOn"]?.text == "Auto")
        let recursion = try cloud.lambda(.get, "/2024-08-31/functions/snap/recursion-config")
        #expect(recursion.document["RecursiveLoop"]?.text == "Terminate")
    }
}
