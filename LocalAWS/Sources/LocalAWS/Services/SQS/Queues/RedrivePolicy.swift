/// Where messages go that were received too often.
struct RedrivePolicy: Codable, Sendable, Hashable {
    /// The ARN of the dead-letter queue.
    let target: String
    let maximumReceives: Int

    /// Reads `{"deadLetterTargetArn":"…","maxReceiveCount":3}`, in which the number may be a text.
    init(_ text: String) throws(ServiceError) {
        guard let document = try? Document(json: text), let members = document.structure else {
            throw .invalidQueueAttribute("RedrivePolicy", "Redrive policy is not a valid JSON map.")
        }
        guard members.keys.allSatisfy({ $0 == "deadLetterTargetArn" || $0 == "maxReceiveCount" }) else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "Only following attributes are supported: "
                    + "[deadLetterTargetArn, maxReceiveCount]."
            )
        }
        guard let target = members["deadLetterTargetArn"]?.text, ARN(target)?.service == "sqs" else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."
            )
        }
        guard let count = members["maxReceiveCount"].flatMap({ $0.integer ?? $0.text.flatMap { Int($0) } })
        else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "Redrive policy does not contain mandatory attribute: maxReceiveCount."
            )
        }
        guard (1...1_000).contains(count) else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "Invalid value for maxReceiveCount: \(count), valid values are from 1 to 1000 both inclusive."
            )
        }
        self.target = target
        maximumReceives = count
    }
}

/// Whose messages a dead-letter queue takes.
struct RedriveAllowPolicy: Codable, Sendable, Hashable {
    private enum Permission: String, Codable {
        case allowAll, denyAll, byQueue
    }

    private static let maximumSources = 10

    private let permission: Permission
    private let sources: [String]

    /// All.
    init() {
        permission = .allowAll
        sources = []
    }

    /// Reads `{"redrivePermission":"byQueue","sourceQueueArns":["…"]}`.
    init(_ text: String) throws(ServiceError) {
        guard let document = try? Document(json: text),
            let permission = document["redrivePermission"]?.text.flatMap(Permission.init)
        else {
            throw .invalidQueueAttribute("RedriveAllowPolicy", "Redrive allow policy is not valid.")
        }
        let sources = document["sourceQueueArns"]?.texts ?? []
        guard permission == .byQueue ? (1...Self.maximumSources).contains(sources.count) : sources.isEmpty
        else {
            throw .invalidQueueAttribute(
                "RedriveAllowPolicy",
                "sourceQueueArns has 1 to \(Self.maximumSources) members with byQueue, and none otherwise."
            )
        }
        self.permission = permission
        self.sources = sources
    }

    func allows(_ source: String) -> Bool {
        switch permission {
        case .allowAll: true
        case .denyAll: false
        case .byQueue: sources.contains(source)
        }
    }
}
