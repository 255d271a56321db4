internal import HTTPTypes

/// Where a REST service has an action: method, path, and what of the call isn't in the body.
struct Route: Sendable {
    private enum Segment: Sendable, Equatable {
        case literal(Substring)
        case label(String)
    }

    let method: HTTPRequest.Method
    /// The HTTP status of a success.
    let status: Int
    /// The parameters that come in header fields.
    let headers: [(field: HTTPField.Name, parameter: String)]
    /// The parameter that is the whole body, when the body is no document.
    let payload: String?
    private let segments: [Segment]

    /// - Parameters:
    ///   - template: as AWS's models have it: `POST /2015-03-31/functions/{FunctionName}/policy`.
    ///   - headers: the parameter for each header field's name.
    init(
        _ template: String,
        status: Int = 200,
        headers: KeyValuePairs<String, String> = [:],
        payload: String? = nil
    ) {
        let parts = template.split(separator: " ")
        guard parts.count == 2, let method = HTTPRequest.Method(String(parts[0])) else {
            preconditionFailure("\(template) is no route")
        }
        self.method = method
        self.status = status
        self.headers = headers.map { (HTTPField.Name.wireField($0.key), $0.value) }
        self.payload = payload
        segments = parts[1].split(separator: "/").map {
            $0.hasPrefix("{") ? .label(String($0.dropFirst().dropLast())) : .literal($0)
        }
    }

    /// The parameters of a path, which are decoded after it was cut into segments; nil when the route is another.
    func labels(_ method: HTTPRequest.Method, _ path: [Substring]) -> [(name: String, value: String)]? {
        guard method == self.method, path.count == segments.count else { return nil }
        var labels: [(String, String)] = []
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal):
                guard literal == text else { return nil }
            case .label(let name):
                guard let value = try? QueryDecoder.decoded(path: text) else { return nil }
                labels.append((name, value))
            }
        }
        return labels
    }

    /// Whether a path has this route's first segments: its date and its kind of resource.
    func begins(_ path: [Substring]) -> Bool {
        path.count >= 2 && zip(segments.prefix(2), path).allSatisfy { $0 == .literal($1) }
    }
}
