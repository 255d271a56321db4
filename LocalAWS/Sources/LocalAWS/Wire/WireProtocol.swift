internal import HTTPTypes

/// How calls and answers are written.
enum WireProtocol: Sendable, Hashable {
    /// EC2's own flavour of the query protocol.
    case ec2
    /// The query protocol of the older services.
    case query
    /// JSON with the action in `X-Amz-Target` (AWS JSON 1.0 and 1.1).
    case json
    /// JSON with the action in method and path (AWS restJson1).
    case rest
    /// Smithy's RPC v2 over CBOR.
    case cbor

    /// What the head of a request shows it to be written in, for a service that speaks some of them.
    ///
    /// - Returns: nil when the service doesn't speak it.
    static func spoken(by head: HTTPRequest, of choices: [WireProtocol]) -> WireProtocol? {
        let shown: [WireProtocol] =
            if head.headerFields[.smithyProtocol] != nil {
                [.cbor]
            } else if head.headerFields[.amzTarget] != nil {
                [.json]
            } else {
                [.rest, .ec2, .query]
            }
        return shown.first(where: choices.contains)
    }

    /// How lists and maps are written in calls.
    var parameterStyle: Parameters.Style {
        switch self {
        case .ec2: .flat
        case .query: .member
        case .json, .rest, .cbor: .document
        }
    }

    /// How answers are written.
    var syntax: OutputWriter.Syntax {
        switch self {
        case .ec2: .xml(item: "item")
        case .query: .xml(item: "member")
        case .json, .rest: .json
        case .cbor: .cbor
        }
    }

    /// Whether calls are forms, with `Action` and `Version`.
    var isForm: Bool { self == .ec2 || self == .query }
}
