import Testing

@testable import LocalAWS

/// The account and the callers of these tests.
enum Asker {
    static let account = "111122223333"
    static let root = RequestPrincipal.root(accountID: account)
    static let role = session(of: "arn:aws:iam::111122223333:role/Backup")
    static let user = RequestPrincipal.user(arn: "arn:aws:iam::111122223333:user/ann", accountID: account)
    static let otherAccount = RequestPrincipal.session(
        arn: "arn:aws:sts::444455556666:assumed-role/Backup/one",
        roleARN: "arn:aws:iam::444455556666:role/Backup",
        accountID: "444455556666"
    )

    static func session(of roleARN: String) -> RequestPrincipal {
        let name = roleARN.split(separator: "/").last ?? ""
        return .session(
            arn: "arn:aws:sts::\(account):assumed-role/\(name)/one",
            roleARN: roleARN,
            accountID: account
        )
    }
}

/// A policy of one statement, written as the statement's JSON.
func policy(
    _ statement: String,
    version: String = "2012-10-17",
    as kind: PolicyKind = .identity
) throws -> PolicyDocument {
    try PolicyDocument(#"{"Version":"\#(version)","Statement":\#(statement)}"#, as: kind)
}

/// Whether a condition, written as JSON, is true.
func holds(
    _ condition: String,
    _ context: RequestContext,
    version: String = "2012-10-17"
) throws -> Bool {
    let statement = #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":\#(condition)}"#
    let request = AuthorizationRequest(
        principal: Asker.role,
        action: "ec2:CreateTags",
        resource: "*",
        context: context
    )
    return try policy(statement, version: version).decision(for: request).isAllowed
}
