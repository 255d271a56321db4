internal import Platform

/// What a record says of the function's last answer.
struct InvocationResponseFacts: Sendable {
    let executedVersion: String
    let functionError: String?
    let payload: String
}

/// The record of an asynchronous invocation, as destinations get it (Lambda Developer Guide, "Retaining records of
/// asynchronous invocations").
struct DestinationRecord: Sendable {
    let document: Document
    /// Of the function, and of its version or alias that was invoked.
    let functionARN: String
    /// What EventBridge calls an event with the record.
    let detailType: String

    /// - Parameter response: nil when the function never ran on the event.
    init(
        _ invocation: AsynchronousInvocation,
        _ condition: InvocationCondition,
        _ response: InvocationResponseFacts?,
        _ context: ActionContext
    ) {
        functionARN = context.functionARN(
            invocation.functionName,
            invocation.qualifier ?? FunctionVersion.latest
        )
        let outcome = condition == .success ? "Success" : "Failure"
        detailType = "Lambda Function Invocation Result - \(outcome)"
        var record: [String: Document] = [
            "version": "1.0",
            "timestamp": .text(context.now.iso8601),
            "requestContext": [
                "requestId": .text(invocation.requestID),
                "functionArn": .text(functionARN),
                "condition": .text(condition.rawValue),
                "approximateInvokeCount": .integer(Int64(invocation.attempts)),
            ],
            "requestPayload": Self.json(invocation.payload),
        ]
        if let response {
            var facts: [String: Document] = [
                "statusCode": 200, "executedVersion": .text(response.executedVersion),
            ]
            facts["functionError"] = response.functionError.map(Document.text)
            record["responseContext"] = .structure(facts)
            record["responsePayload"] = Self.json(response.payload)
        }
        document = .structure(record)
    }

    /// The document that a text is; a text that is none as it is.
    private static func json(_ text: String) -> Document {
        text.isEmpty ? .null : (try? Document(json: text)) ?? .text(text)
    }
}
