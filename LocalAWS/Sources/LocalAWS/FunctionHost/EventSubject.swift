/// What an event is about: which instance, and where it is.
///
/// Events nest: a notification is a string inside an SNS message, that may be a string inside an SQS message. So the
/// search goes through objects, arrays and every string that is itself JSON, and takes the first of each thing it finds.
package struct EventSubject: Sendable, Equatable {
    /// `i-…`; nil when the event names none.
    package private(set) var instanceID: String?
    /// The region of the group, the topic or the queue.
    package private(set) var region: String?
    /// The account they belong to, 12 digits.
    package private(set) var accountID: String?

    /// How deep strings and structures are followed; real events nest less than ten deep.
    private static let depthLimit = 64

    /// The subject of an event.
    ///
    /// - Throws: `EventError` when it isn't JSON, which Lambda refuses too.
    package init(of event: [UInt8]) throws(EventError) {
        do {
            search(try Document(json: event), depth: 0)
        } catch {
            throw EventError(reason: event.isEmpty ? "it is empty" : "it is not JSON")
        }
    }

    private mutating func search(_ value: Document, depth: Int) {
        guard depth < Self.depthLimit else { return }
        switch value {
        case .structure(let object):
            note(object)
            for (_, member) in object.sorted(by: { $0.key < $1.key }) { search(member, depth: depth + 1) }
        case .list(let members):
            for member in members { search(member, depth: depth + 1) }
        case .text(let text):
            // Functions forgive a byte order mark, which JSON itself has no place for.
            let content = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
            guard let first = content.first, first == "{" || first == "[",
                let nested = try? Document(json: String(content))
            else { return }
            search(nested, depth: depth + 1)
        default:
            return
        }
    }

    private mutating func note(_ object: [String: Document]) {
        if instanceID == nil, let id = object["EC2InstanceId"]?.text,
            id.wholeMatch(of: /i-([0-9a-f]{8}|[0-9a-f]{17})/) != nil
        {
            instanceID = id
        }
        for key in ["AutoScalingGroupARN", "TopicArn", "eventSourceARN"] {
            guard let arn = object[key]?.text else { continue }
            note(arn: arn)
        }
        for arn in object["resources"]?.list?.compactMap(\.text) ?? [] { note(arn: arn) }
    }

    /// `arn:partition:service:region:account:…`
    private mutating func note(arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn" else { return }
        if region == nil, parts[3].wholeMatch(of: /[a-z]+(-[a-z]+)+-[0-9]+/) != nil {
            region = String(parts[3])
        }
        if accountID == nil, parts[4].wholeMatch(of: /[0-9]{12}/) != nil { accountID = String(parts[4]) }
    }
}

/// An event that can't be handed to a function.
package struct EventError: Error, Equatable {
    /// What is wrong with it.
    package let reason: String
}
