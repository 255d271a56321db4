import Testing

@testable import LocalAWS

/// Calls of SNS.
extension TestCloud {
    func sns(_ action: String, _ parameters: KeyValuePairs<String, String> = [:]) throws -> Reply {
        try query(.sns, action, parameters)
    }

    static let topicARN = "arn:aws:sns:eu-west-1:111122223333:events"

    @discardableResult
    func makeTopic(_ name: String = "events") throws -> String {
        let reply = try sns("CreateTopic", ["Name": name])
        return try #require(reply.text("TopicArn"), "\(reply.body)")
    }

    /// Makes a queue that the topic may send to, and subscribes it.
    func subscribeQueue(
        _ name: String = "jobs",
        to topicARN: String = topicARN,
        _ attributes: [(String, String)] = []
    ) async throws -> (url: Document, subscriptionARN: String) {
        let url = try await makeQueue(name, ["Policy": Self.policy(for: topicARN)])
        let subscriptionARN = try subscribe("sqs", Self.queueARN(name), to: topicARN, attributes)
        return (url, subscriptionARN)
    }

    func subscribe(
        _ kind: String,
        _ endpoint: String,
        to topicARN: String = topicARN,
        _ attributes: [(String, String)] = []
    ) throws -> String {
        var pairs = [
            ("Action", "Subscribe"), ("Version", "2010-03-31"), ("TopicArn", topicARN), ("Protocol", kind),
            ("Endpoint", endpoint), ("ReturnSubscriptionArn", "true"),
        ]
        for (index, attribute) in attributes.enumerated() {
            pairs.append(("Attributes.entry.\(index + 1).key", attribute.0))
            pairs.append(("Attributes.entry.\(index + 1).value", attribute.1))
        }
        let reply = send(try Self.signed(Self.form(pairs), service: "sns", region: region))
        return try #require(reply.text("SubscriptionArn"), "\(reply.body)")
    }

    static func policy(for topicARN: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"#
            + #""Action":"sqs:SendMessage","Resource":"*","#
            + #""Condition":{"ArnEquals":{"aws:SourceArn":"\#(topicARN)"}}}]}"#
    }

    func publish(_ message: String, _ more: KeyValuePairs<String, String> = [:]) throws -> Reply {
        let pairs =
            [
                ("Action", "Publish"), ("Version", "2010-03-31"), ("TopicArn", Self.topicARN),
                ("Message", message),
            ] + more.map { ($0.key, $0.value) }
        return send(try Self.signed(Self.form(pairs), service: "sns", region: region))
    }

    /// The value of an attribute in an answer.
    func attribute(_ name: String, _ reply: Reply) -> String? {
        zip(reply.texts("key"), reply.texts("value")).first { $0.0 == name }?.1
    }
}
