/// What is to be allowed: that somebody does something with one resource, in some circumstances.
struct AuthorizationRequest: Sendable, Hashable {
    let principal: RequestPrincipal
    /// The action with its service: `ec2:CreateSnapshot`.
    let action: String
    /// The resource's ARN; `*` for actions that are about no single resource.
    let resource: String
    var context: RequestContext

    init(
        principal: RequestPrincipal,
        action: String,
        resource: String,
        context: RequestContext = RequestContext()
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}

/// Who asks, as policies name principals.
enum RequestPrincipal: Sendable, Hashable {
    /// The root of an account.
    case root(accountID: String)
    /// A user, by ARN.
    case user(arn: String, accountID: String)
    /// A session of a role, by the ARNs of both.
    case session(arn: String, roleARN: String, accountID: String)
    /// A service that acts for itself: `sns.amazonaws.com`.
    case service(String)
    /// Somebody who has signed nothing.
    case anonymous
}

/// The circumstances of a request: condition keys with their values. The case of a key's name doesn't count.
struct RequestContext: Sendable, Hashable {
    private var values: [String: [String]] = [:]

    init() {}

    /// The values of a key, nil when the request has none.
    subscript(key: String) -> [String]? {
        get { values[key.lowercased()] }
        set { values[key.lowercased()] = newValue }
    }

    /// Sets a key's only value, or leaves it out when there is none.
    mutating func set(_ key: String, _ value: String?) {
        guard let value else { return }
        self[key] = [value]
    }

    /// The same with the keys of another, which win.
    func merging(_ more: RequestContext) -> RequestContext {
        var merged = self
        merged.values.merge(more.values) { _, new in new }
        return merged
    }

    /// The same with values in lower case, for comparisons that ignore case.
    var lowered: RequestContext {
        var lowered = self
        lowered.values = values.mapValues { $0.map { $0.lowercased() } }
        return lowered
    }

    /// The keys, in lower case and in order, with their values.
    var entries: [(key: String, values: [String])] {
        values.map { ($0.key, $0.value) }.sorted { $0.key < $1.key }
    }
}

extension RequestContext: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral entries: (String, String)...) {
        for (key, value) in entries { self[key] = [value] }
    }
}
