/// A function as callers name it: by name, partial ARN or ARN, each with or without a version or an alias.
struct FunctionReference: Sendable, Hashable {
    let name: String
    /// The version or the alias; nil when none was named.
    let qualifier: String?
    private let region: String?
    private let accountID: String?

    /// `my-function`, `my-function:v1`, `111122223333:function:my-function`, `arn:aws:lambda:…:function:my-function:v1`.
    ///
    /// - Returns: nil for a text of another form.
    init?(_ text: String) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var (region, account): (String?, String?)
        if parts.count >= 7, parts[0] == "arn", parts[2] == "lambda", parts[5] == "function" {
            (region, account) = (parts[3], parts[4])
            parts.removeFirst(6)
        } else if parts.count >= 3, parts[1] == "function" {
            account = parts[0]
            parts.removeFirst(2)
        } else if parts.count >= 2, parts[0] == "function" {
            parts.removeFirst()
        }
        guard (1...2).contains(parts.count), Self.isName(parts[0]),
            parts.count == 1 || Self.isQualifier(parts[1])
        else { return nil }
        self.region = region
        accountID = account
        name = parts[0]
        qualifier = parts.count == 2 ? parts[1] : nil
    }

    init(name: String, qualifier: String? = nil) {
        self.name = name
        self.qualifier = qualifier
        region = nil
        accountID = nil
    }

    /// Reads `FunctionName`, and `Qualifier` where an action has it.
    init(
        _ parameters: Parameters,
        name parameter: String = "FunctionName",
        hasQualifier: Bool = false
    ) throws(ServiceError) {
        let text = try parameters.required(parameter)
        guard let reference = FunctionReference(text) else {
            throw .lambdaValidation(
                text,
                at: "functionName",
                constraint: "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?"
                    + "([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)"
                    + "(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
            )
        }
        guard hasQualifier, let qualifier = parameters.optional("Qualifier") else {
            self = reference
            return
        }
        guard Self.isQualifier(qualifier) else {
            throw .lambdaValidation(
                qualifier,
                at: "qualifier",
                constraint: "Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)"
            )
        }
        guard reference.qualifier == nil || reference.qualifier == qualifier else {
            throw .invalidLambdaParameter(
                "The derived qualifier from the function name does not match the specified qualifier."
            )
        }
        self = reference.qualified(qualifier)
    }

    private func qualified(_ qualifier: String) -> FunctionReference {
        FunctionReference(name: name, qualifier: qualifier, region: region, accountID: accountID)
    }

    private init(name: String, qualifier: String?, region: String?, accountID: String?) {
        self.name = name
        self.qualifier = qualifier
        self.region = region
        self.accountID = accountID
    }

    /// The ARN, with the version or the alias if one was named.
    func arn(in context: ActionContext) -> String {
        context.functionARN(name, qualifier)
    }

    /// Refuses what belongs to another account or region.
    func checkPlace(_ context: ActionContext) throws(ServiceError) {
        if let region, region != context.region.name {
            throw .lambdaNotFound(
                "Functions from '\(region)' are not reachable in this region ('\(context.region.name)')"
            )
        }
        if let accountID, accountID != context.accountID {
            throw ServiceError(
                "AccessDeniedException",
                "Functions of the account \(accountID) are not reachable from \(context.accountID).",
                status: 403
            )
        }
    }

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte)
    }

    /// A version, `$LATEST` or the name of an alias.
    static func isQualifier(_ text: String) -> Bool {
        text == FunctionVersion.latest
            || (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension ActionContext {
    /// The ARN of a function of this region, of a version or an alias of it when one is named.
    func functionARN(_ name: String, _ qualifier: String? = nil) -> String {
        arn("lambda", "function:\(name)\(qualifier.map { ":\($0)" } ?? "")")
    }
}
