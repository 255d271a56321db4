import Testing

@testable import LocalAWS

/// Calls of SQS in JSON.
extension TestCloud {
    func sqs(_ action: String, _ document: Document = [:]) async throws -> Reply {
        await sendAndWait(try json(.sqs, action, document))
    }

    /// Makes a queue and gives back its URL.
    @discardableResult
    func makeQueue(_ name: String = "jobs", _ attributes: [String: String] = [:]) async throws -> Document {
        let texts = attributes.mapValues { Document.text($0) }
        let reply = try await sqs("CreateQueue", ["QueueName": .text(name), "Attributes": .structure(texts)])
        return try #require(reply.document["QueueUrl"], "\(reply.body)")
    }

    func send(_ body: String, to url: Document, _ more: [String: Document] = [:]) async throws -> Reply {
        let members = ["QueueUrl": url, "MessageBody": .text(body)].merging(more) { $1 }
        return try await sqs("SendMessage", .structure(members))
    }

    /// The messages that there are just now.
    func receive(_ url: Document, _ more: [String: Document] = [:]) async throws -> [Document] {
        let members = ["QueueUrl": url, "MaxNumberOfMessages": 10, "AttributeNames": ["All"]]
            .merging(more) { $1 }
        return try await sqs("ReceiveMessage", .structure(members)).document["Messages"]?.list ?? []
    }

    func attributes(of url: Document) async throws -> Document {
        let reply = try await sqs("GetQueueAttributes", ["QueueUrl": url, "AttributeNames": ["All"]])
        return try #require(reply.document["Attributes"])
    }

    static func queueARN(_ name: String) -> String { "arn:aws:sqs:eu-west-1:111122223333:\(name)" }
}
