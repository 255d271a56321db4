/// `Principal` or `NotPrincipal`: who is meant.
struct PrincipalClause: Sendable, Hashable {
    let patterns: [PrincipalPattern]
    /// Whether it is `NotPrincipal`.
    let isComplement: Bool

    func match(_ principal: RequestPrincipal) -> PrincipalMatch {
        let match = patterns.map { $0.match(principal) }.max() ?? .none
        guard isComplement else { return match }
        return match == .none ? .itself : .none
    }
}

/// How a caller is one of those that are meant.
enum PrincipalMatch: Int, Sendable, Hashable, Comparable {
    case none
    /// By belonging to an account.
    case account
    /// By itself, or as anybody.
    case itself

    static func < (less: PrincipalMatch, more: PrincipalMatch) -> Bool { less.rawValue < more.rawValue }
}

/// One principal of a policy.
enum PrincipalPattern: Sendable, Hashable {
    /// `"*"` or `{"AWS": "*"}`.
    case anybody
    /// An account, by its number or the ARN of its root.
    case account(String)
    /// A role, a user or a session, by ARN.
    case identity(arn: String)
    /// A service: `lambda.amazonaws.com`.
    case service(String)
    /// What nobody here is: a federation, another account's canonical user, a principal that was deleted.
    case stranger(String)

    func match(_ principal: RequestPrincipal) -> PrincipalMatch {
        switch (self, principal) {
        case (.anybody, _): .itself
        case (.account(let id), .root(let accountID)): id == accountID ? .itself : .none
        case (.account(let id), .user(_, let accountID)), (.account(let id), .session(_, _, let accountID)):
            id == accountID ? .account : .none
        case (.identity(let arn), .user(let userARN, _)): arn == userARN ? .itself : .none
        case (.identity(let arn), .session(let sessionARN, let roleARN, _)):
            arn == roleARN || arn == sessionARN ? .itself : .none
        case (.service(let name), .service(let caller)): name == caller ? .itself : .none
        default: .none
        }
    }
}

/// Reading.
extension PrincipalPattern {
    /// The principals of a `Principal` element.
    static func list(_ element: Document, _ name: String) throws(PolicyError) -> [PrincipalPattern] {
        if element.text == "*" { return [.anybody] }
        guard let kinds = element.structure, !kinds.isEmpty else {
            throw .syntax("\(name) is neither \"*\" nor an object")
        }
        var patterns: [PrincipalPattern] = []
        for (kind, value) in kinds.sorted(by: { $0.key < $1.key }) {
            guard let texts = value.texts, !texts.isEmpty else {
                throw .syntax("\(name) has no texts for \(kind.debugDescription)")
            }
            for text in texts { patterns.append(try pattern(text, kind: kind)) }
        }
        return patterns
    }

    private static func pattern(_ text: String, kind: String) throws(PolicyError) -> PrincipalPattern {
        switch kind {
        case "AWS":
            guard let pattern = PrincipalPattern(aws: text) else { throw invalid(text, kind: kind) }
            return pattern
        case "Service":
            guard isServiceName(text) else { throw invalid(text, kind: "SERVICE") }
            return .service(text)
        case "Federated", "CanonicalUser": return .stranger(text)
        default: throw invalid(text, kind: kind)
        }
    }

    /// AWS's words, by which Terraform knows that a role might not be there yet.
    static func invalid(_ text: String, kind: String) -> PolicyError {
        PolicyError("Invalid principal in policy: \"\(kind)\":\"\(text)\"")
    }

    private init?(aws text: String) {
        if text == "*" {
            self = .anybody
        } else if text.isAccountID {
            self = .account(text)
        } else if text.hasPrefix("AROA") || text.hasPrefix("AIDA"), !text.contains(":") {
            self = .stranger(text)
        } else {
            self.init(arn: text)
        }
    }

    private init?(arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[3].isEmpty,
            String(parts[4]).isAccountID, !arn.contains("*")
        else { return nil }
        switch (parts[2], parts[5]) {
        case ("iam", "root"): self = .account(String(parts[4]))
        case ("iam", let name) where name.hasPrefix("role/") || name.hasPrefix("user/"):
            self = .identity(arn: arn)
        case ("sts", let name) where name.hasPrefix("assumed-role/"): self = .identity(arn: arn)
        case ("sts", let name) where name.hasPrefix("federated-user/"): self = .stranger(arn)
        default: return nil
        }
    }

    private static func isServiceName(_ text: String) -> Bool {
        let name = [".amazonaws.com", ".amazonaws.com.cn"].first(where: text.hasSuffix)
            .map { text.dropLast($0.count) }
        guard let name, !name.isEmpty else { return false }
        return name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
    }
}

extension String {
    /// Whether it is twelve digits.
    var isAccountID: Bool {
        utf8.count == 12 && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
