/// The resource policy of a function, a version or an alias: who may do what with it.
struct FunctionPolicy: Codable, Sendable {
    /// In the order in which they were added.
    var statements: [FunctionStatement] = []
    var revisionID: String

    /// The most that a policy may have, in bytes.
    static let sizeLimit = 20_480

    /// The policy as AWS gives it back.
    func document(resource: String) -> Document {
        [
            "Version": "2012-10-17",
            "Id": "default",
            "Statement": .list(statements.map { $0.document(resource: resource) }),
        ]
    }
}

/// What one AddPermission allows.
struct FunctionStatement: Codable, Sendable, Hashable {
    let id: String
    /// `lambda:InvokeFunction`
    let action: String
    /// As it was given: a service, an account, an ARN or `*`.
    let principal: String
    var sourceARN: String?
    var sourceAccount: String?
    var eventSourceToken: String?
    var organisationID: String?

    /// The statement as AWS gives it back. Each condition has one text and no list: Terraform reads no other.
    func document(resource: String) -> Document {
        var document: [String: Document] = [
            "Sid": .text(id),
            "Effect": "Allow",
            "Principal": principalDocument(partition: ARN(resource)?.partition ?? "aws"),
            "Action": .text(action),
            "Resource": .text(resource),
        ]
        let conditions = conditions
        if !conditions.isEmpty { document["Condition"] = .structure(conditions) }
        return .structure(document)
    }

    private func principalDocument(partition: String) -> Document {
        if principal == "*" { return "*" }
        if principal.hasSuffix(".amazonaws.com") { return ["Service": .text(principal)] }
        if principal.utf8.count == 12, principal.allSatisfy(\.isNumber) {
            return ["AWS": .text("arn:\(partition):iam::\(principal):root")]
        }
        return ["AWS": .text(principal)]
    }

    private var conditions: [String: Document] {
        var equals: [String: Document] = [:]
        if let sourceAccount { equals["AWS:SourceAccount"] = .text(sourceAccount) }
        if let eventSourceToken { equals["lambda:EventSourceToken"] = .text(eventSourceToken) }
        if let organisationID { equals["aws:PrincipalOrgID"] = .text(organisationID) }
        var conditions: [String: Document] = [:]
        if !equals.isEmpty { conditions["StringEquals"] = .structure(equals) }
        if let sourceARN { conditions["ArnLike"] = ["AWS:SourceArn": .text(sourceARN)] }
        return conditions
    }
}

extension LambdaState {
    /// The policy of a function, a version or an alias.
    func policy(of arn: ARN) -> PolicyDocument? {
        guard let reference = FunctionReference(arn.description),
            let policy = functions[reference.name]?.policy(reference)
        else { return nil }
        return try? PolicyDocument(policy.document(resource: arn.description).json, as: .resource)
    }
}

extension LambdaFunction {
    /// The policy of the function, or of the version or the alias that a reference names.
    func policy(_ reference: FunctionReference) -> FunctionPolicy? {
        policies[reference.qualifier ?? ""]
    }
}
