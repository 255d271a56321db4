/// Checks what a policy must and mustn't hold, by what it is for.
struct PolicyValidator {
    let kind: PolicyKind

    func check(_ policy: PolicyDocument) throws(PolicyError) {
        for statement in policy.statements {
            try checkActions(statement)
            try checkPrincipals(statement)
            try checkResources(statement)
            try checkConditionKeys(statement)
            try checkSid(statement)
        }
        let sids = policy.statements.compactMap(\.sid).filter { !$0.isEmpty }
        guard Set(sids).count == sids.count else {
            throw PolicyError("Statement IDs (SID) in a single policy must be unique.")
        }
    }

    private func checkActions(_ statement: PolicyStatement) throws(PolicyError) {
        for action in statement.actions.patterns.map(\.text) where action != "*" {
            let parts = action.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else {
                throw PolicyError("Actions/Condition can contain only one colon.")
            }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw PolicyError(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
                )
            }
            guard parts[0].lowercased().utf8.allSatisfy(Self.isVendorCharacter), !parts[1].isEmpty else {
                throw PolicyError("Vendor \(parts[0]) is not valid")
            }
            if kind == .trust, parts[0].lowercased() != "sts" {
                throw PolicyError("AssumeRole policy may only specify STS AssumeRole actions.")
            }
        }
    }

    private static func isVendorCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }

    private func checkPrincipals(_ statement: PolicyStatement) throws(PolicyError) {
        switch kind {
        case .identity where statement.principals != nil:
            throw PolicyError("Policy document should not specify a principal.")
        case .trust where statement.principals == nil, .resource where statement.principals == nil:
            throw PolicyError("Missing required field Principal")
        default: break
        }
    }

    private func checkResources(_ statement: PolicyStatement) throws(PolicyError) {
        guard kind != .trust else {
            guard statement.resources == nil else { throw PolicyError("Has prohibited field Resource") }
            return
        }
        guard let resources = statement.resources else {
            throw PolicyError("Policy statement must contain resources.")
        }
        guard kind == .identity else { return }
        for resource in resources.patterns.map(\.text) where !Self.isResource(resource) {
            throw PolicyError("Resource \(resource) must be in ARN format or \"*\".")
        }
    }

    /// A wild card may stand for several parts of an ARN.
    private static func isResource(_ text: String) -> Bool {
        if text == "*" { return true }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts[0] == "arn" || parts[0] == "*" else { return false }
        return parts.count == 6 || parts.count > 1 && text.contains("*")
    }

    private func checkConditionKeys(_ statement: PolicyStatement) throws(PolicyError) {
        for condition in statement.conditions where !condition.key.contains(":") {
            throw PolicyError("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
        }
    }

    private func checkSid(_ statement: PolicyStatement) throws(PolicyError) {
        guard kind != .resource, let sid = statement.sid else { return }
        guard
            sid.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            })
        else {
            throw PolicyError(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
            )
        }
    }
}
