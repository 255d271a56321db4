/// A policy: who may do what with which resources, and when.
///
/// A caller's identity policies, a role's trust policy and the policies of topics, queues and functions are all of
/// them. `decision(for:)` is the one way in:
///
/// 1. `PolicyParser` and `PolicyValidator` make it from a text, or say what is wrong with that.
/// 2. `PolicyStatement` is one of its rules: principals, actions, resources, conditions, each with a file.
/// 3. `Decision` is what follows for one `AuthorizationRequest`, from one policy or from many.
struct PolicyDocument: Sendable, Hashable {
    /// The text it was made from, as it is given back.
    let text: String
    let version: PolicyVersion
    let id: String?
    let statements: [PolicyStatement]

    /// Reads a policy that is to be used as what `kind` says.
    ///
    /// - Throws: what is wrong with it, in AWS's words where they are known.
    init(_ text: String, as kind: PolicyKind) throws(PolicyError) {
        try self.init(parsing: text)
        try PolicyValidator(kind: kind).check(self)
    }

    /// Reads what has been checked before, such as a state file's.
    private init(parsing text: String) throws(PolicyError) {
        self.text = text
        let parser = try PolicyParser(text)
        version = parser.version
        id = parser.id
        statements = parser.statements
    }

    /// The number of characters that count against the limits: white space outside of strings doesn't.
    var countedCharacters: Int {
        var count = 0
        var isInString = false
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isInString || !" \t\r\n".unicodeScalars.contains(scalar) { count += 1 }
            if scalar == "\"", !isEscaped { isInString.toggle() }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return count
    }
}

/// The version of the policy language.
enum PolicyVersion: String, Sendable, Hashable {
    /// The default: without variables.
    case of2008 = "2008-10-17"
    case of2012 = "2012-10-17"
}

/// What a policy is for, which says what it must and mustn't hold.
enum PolicyKind: Sendable, Hashable {
    /// Of a role or a user: names no principal.
    case identity
    /// Of a role, saying who may assume it: names no resource.
    case trust
    /// Of a topic, a queue or a function: names principals and that resource.
    case resource
}

/// What is wrong with a policy's text.
struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// In a sentence.
    let reason: String

    var description: String { reason }

    init(_ reason: String) {
        self.reason = reason
    }

    /// For what isn't of the policy language, with AWS's words first.
    static func syntax(_ detail: String) -> PolicyError {
        PolicyError("Syntax errors in policy. (\(detail))")
    }
}

/// In a state file a policy is its text.
extension PolicyDocument: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(parsing: try container.decode(String.self))
        } catch let error as PolicyError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.reason)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
