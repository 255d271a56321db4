import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `The event bus as a function's destination` {
    private static let bus = "arn:aws:events:eu-west-1:111122223333:event-bus/default"

    /// A cloud with the function `snap`, and with the queue `results` for what Lambda tells the bus.
    private func cloud(_ answer: FakeRunner.FakeAnswer) async throws -> (TestCloud, queueURL: Document) {
        let cloud = try TestCloud.forLambda(functions: FakeRunner { _ in answer })
        try cloud.allowRole(["events:PutEvents"])
        try cloud.makeFunction("snap")
        let policy =
            #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}"#
        let url = try await cloud.makeQueue("results", ["Policy": policy])
        let rule: Document = ["Name": "results", "EventPattern": #"{"source":["lambda"]}"#]
        try #require(cloud.send(try cloud.json(.events, "PutRule", rule)).status == 200)
        let targets: Document = [
            "Rule": "results", "Targets": [["Id": "q", "Arn": .text(TestCloud.queueARN("results"))]],
        ]
        try #require(cloud.send(try cloud.json(.events, "PutTargets", targets)).status == 200)
        return (cloud, url)
    }

    private func putDestination(_ arn: String = bus, in cloud: TestCloud) throws -> Reply {
        let destination: Document = ["Destination": .text(arn)]
        return try cloud.lambda(
            .put,
            "/2019-09-25/functions/snap/event-invoke-config",
            [
                "MaximumRetryAttempts": 0,
                "DestinationConfig": ["OnFailure": destination, "OnSuccess": destination],
            ]
        )
    }

    @Test(
        arguments: [
            (.response(#"{"done":true}"#), "Success", "Success"),
            (.failure("broken"), "Failure", "RetriesExhausted"),
        ] as [(FakeRunner.FakeAnswer, String, String)]
    )
    func `gets an event with the record of the invocation`(
        answer: FakeRunner.FakeAnswer,
        result: String,
        condition: String
    ) async throws {
        let (cloud, url) = try await cloud(answer)
        let put = try putDestination(in: cloud)
        #expect(put.status == 200, "\(put.body)")
        _ = try await cloud.invoke("snap", ["a": 1], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("no event waits") {
                cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.queue.isEmpty ?? false
            }
        }
        let body = try #require(try await cloud.receive(url).first?["Body"]?.text)
        let event = try Document(json: body)
        #expect(event["source"] == "lambda")
        #expect(event["detail-type"]?.text == "Lambda Function Invocation Result - \(result)")
        #expect(event["resources"] == [.text(Self.bus), .text(cloud.functionARN("snap") + ":$LATEST")])
        #expect(event["detail"]?["requestContext"]?["condition"]?.text == condition)
        #expect(event["detail"]?["requestPayload"] == ["a": 1])
    }

    @Test func `has to be allowed to the function's role`() async throws {
        let (cloud, _) = try await cloud(.response("{}"))
        try cloud.allowRole(["sqs:*"])
        let reply = try putDestination(in: cloud)
        #expect(reply.jsonCode == "InvalidParameterValueException")
        #expect(reply.body.contains("The destination ARN \(Self.bus) is invalid."))
    }

    @Test func `is the default one, since there is no other`() async throws {
        let (cloud, _) = try await cloud(.response("{}"))
        let reply = try putDestination("arn:aws:events:eu-west-1:111122223333:event-bus/other", in: cloud)
        #expect(reply.jsonCode == "InvalidParameterValueException")
    }
}
