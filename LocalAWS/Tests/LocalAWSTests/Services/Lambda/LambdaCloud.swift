import HTTPTypes
import Platform
import Synchronization
import Testing

@testable import LocalAWS

extension TestCloud {
    static let functions = "/2015-03-31/functions"
    static let role = "arn:aws:iam::111122223333:role/function"

    /// A cloud with a role for functions, which may do what Lambda does in its name.
    static func forLambda(functions: (any FunctionRunner)? = nil) throws -> TestCloud {
        let cloud = try TestCloud(functions: functions)
        let trust: Document = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRole",
                    "Principal": ["Service": "lambda.amazonaws.com"],
                ]
            ],
        ]
        let made = try cloud.query(
            .iam,
            "CreateRole",
            ["RoleName": "function", "AssumeRolePolicyDocument": trust.json]
        )
        try #require(made.status == 200, "\(made.body)")
        try cloud.allowRole(["sqs:*", "sns:*", "logs:*", "lambda:InvokeFunction"])
        return cloud
    }

    /// Sets what the role of functions may do.
    func allowRole(_ actions: [String]) throws {
        let policy: Document = [
            "Version": "2012-10-17",
            "Statement": [
                ["Effect": "Allow", "Action": .list(actions.map(Document.text)), "Resource": "*"]
            ],
        ]
        let reply = try query(
            .iam,
            "PutRolePolicy",
            ["RoleName": "function", "PolicyName": "all", "PolicyDocument": policy.json]
        )
        try #require(reply.status == 200, "\(reply.body)")
    }

    /// Makes a queue.
    ///
    /// - Returns: its ARN.
    func makeQueueForLambda(_ name: String, _ attributes: [String: Document] = [:]) throws -> String {
        let call: Document = ["QueueName": .text(name), "Attributes": .structure(attributes)]
        let reply = send(try json(.sqs, "CreateQueue", call))
        try #require(reply.status == 200, "\(reply.body)")
        return "arn:aws:sqs:\(region):111122223333:\(name)"
    }

    /// The messages of a queue, which nobody sees for a while then.
    func messages(in name: String) throws -> [ReceivedMessage] {
        try cloud.change(in: cloud.defaultRegion) {
            (state: inout CloudState, context: inout ActionContext) throws(ServiceError) in
            try state.withRegion(context.region) { region throws(ServiceError) in
                try region.sqs.receive(from: name, atMost: 10, &context)
            }
        }
    }

    /// Calls Lambda and signs as the account's root.
    func lambda(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ document: Document? = nil,
        fields: HTTPFields = [:]
    ) throws -> Reply {
        send(try rest(.lambda, method, path, document, fields: fields))
    }

    /// Invokes a function and waits for what comes back.
    func invoke(_ name: String, _ event: Document? = nil, fields: HTTPFields = [:]) async throws -> Reply {
        await sendAndWait(
            try rest(.lambda, .post, "\(Self.functions)/\(name)/invocations", event, fields: fields)
        )
    }

    /// The call that makes a function.
    static func creation(
        _ name: String,
        zip: [UInt8] = TestZip.of("bootstrap", "#!/bin/sh\n"),
        _ members: [String: Document] = [:]
    ) -> Document {
        let basic: [String: Document] = [
            "FunctionName": .text(name), "Runtime": "provided.al2023", "Handler": "bootstrap",
            "Role": .text(role), "Code": ["ZipFile": .text(Base64.text(of: zip))],
        ]
        return .structure(basic.merging(members) { _, new in new })
    }

    /// Makes a function that is active.
    @discardableResult
    func makeFunction(
        _ name: String,
        zip: [UInt8] = TestZip.of("bootstrap", "#!/bin/sh\n"),
        _ members: [String: Document] = [:]
    ) throws -> Document {
        let reply = try lambda(.post, Self.functions, Self.creation(name, zip: zip, members))
        try #require(reply.status == 201, "\(reply.body)")
        wait(.seconds(1))
        return reply.document
    }

    func functionARN(_ name: String) -> String { "arn:aws:lambda:\(region):111122223333:function:\(name)" }

    /// Waits until something is so, in a cloud that is driven.
    func until(_ what: String, _ condition: () -> Bool) async {
        for _ in 0..<300 {
            let count = cloud.changes.count
            if condition() { return }
            await cloud.changes.wait(after: count, atMost: .milliseconds(100))
        }
        Issue.record("It never came to be that \(what).")
    }
}

extension HTTPFields {
    static let asEvent: HTTPFields = [.wireField("X-Amz-Invocation-Type"): "Event"]
    static let asDryRun: HTTPFields = [.wireField("X-Amz-Invocation-Type"): "DryRun"]
    static let withTail: HTTPFields = [.wireField("X-Amz-Log-Type"): "Tail"]
}

/// Runs functions by a closure, and remembers what it was asked for.
final class FakeRunner: FunctionRunner {
    private let orders = Mutex<[InvocationOrder]>([])
    private let answer: @Sendable (InvocationOrder) async -> FakeAnswer

    enum FakeAnswer: Sendable {
        case response(String)
        case failure(String)
        /// An answer, and these lines in the log instead of the usual ones.
        case log([LogLine])
    }

    init(_ answer: @escaping @Sendable (InvocationOrder) async -> FakeAnswer) {
        self.answer = answer
    }

    /// What it was asked for, in order.
    var received: [InvocationOrder] { orders.withLock { $0 } }

    func run(_ order: InvocationOrder, in cloud: Cloud) async -> InvocationOutcome {
        orders.withLock { $0.append(order) }
        let answer = await answer(order)
        let (payload, error): (String, String?) =
            switch answer {
            case .response(let text): (text, nil)
            case .log: ("{}", nil)
            case .failure(let message):
                (#"{"errorMessage":"\#(message)","errorType":"Function.Bad"}"#, "Function.Bad")
            }
        let lines: [LogLine] =
            if case .log(let lines) = answer {
                lines
            } else {
                ["START", "END"].map { LogLine(timestamp: cloud.clock.now, text: $0) }
            }
        let result = InvocationResult(
            payload: Array(payload.utf8),
            contentType: "application/json",
            functionError: error == nil ? nil : "Unhandled",
            errorType: error,
            logLines: lines,
            figures: InvocationFigures(
                duration: .milliseconds(12),
                initDuration: nil,
                memorySize: 128,
                maxMemoryUsed: 9
            ),
            requestID: order.requestID
        )
        return .ran(result, logStream: "2026/01/15/[$LATEST]0")
    }

    func retire(functionARN: String, keeping revisionIDs: Set<String>) {}

    func retireAll() {}

    func live() async {}
}

/// Runs `body` while the cloud is driven.
func withDriver<Result: Sendable>(
    of cloud: Cloud,
    _ body: () async throws -> Result
) async throws -> Result {
    let driving = Task { await CloudDriver(cloud: cloud).run() }
    defer { driving.cancel() }
    let result = await Swift.Result { try await body() }
    driving.cancel()
    await driving.value
    return try result.get()
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
