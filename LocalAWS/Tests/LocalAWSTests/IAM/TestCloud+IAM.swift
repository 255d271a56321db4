import SigV4
import Testing

@testable import LocalAWS

extension TestCloud {
    /// A policy that allows everything.
    static let everything =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#

    /// A trust policy for one principal, written as JSON.
    static func trust(_ principal: String, condition: String = "{}") -> String {
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":\#(principal),"Action":"#
            + #"["sts:AssumeRole","sts:TagSession"],"Condition":\#(condition)}}"#
    }

    /// The trust policy for the whole account.
    static let accountTrust = trust(#"{"AWS":"111122223333"}"#)

    func iam(
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        as credentials: Credentials = root
    ) throws -> Reply {
        try query(.iam, action, parameters, as: credentials)
    }

    func sts(
        _ action: String,
        _ parameters: KeyValuePairs<String, String>,
        as credentials: Credentials = root
    ) throws -> Reply {
        try query(.sts, action, parameters, as: credentials)
    }

    func ec2(
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        as credentials: Credentials
    ) throws -> Reply {
        try query(.ec2, action, parameters, as: credentials)
    }

    /// Does what must succeed.
    @discardableResult
    func succeed(_ reply: Reply) throws -> Reply {
        try #require(reply.status == 200, "\(reply.body)")
        return reply
    }

    /// Makes a role with a policy of its own, and returns its ARN.
    @discardableResult
    func makeRole(
        _ name: String,
        trusting trust: String = accountTrust,
        policy: String? = everything
    ) throws -> String {
        let made = try succeed(iam("CreateRole", ["RoleName": name, "AssumeRolePolicyDocument": trust]))
        if let policy { try setPolicy(of: name, policy) }
        return try #require(made.text("Arn"))
    }

    /// Gives a role its policy, or another in its place.
    func setPolicy(of role: String, _ policy: String) throws {
        try succeed(
            iam(
                "PutRolePolicy",
                ["RoleName": role, "PolicyName": "own", "PolicyDocument": policy]
            )
        )
    }

    /// Makes a user with a policy and a key.
    func makeUser(_ name: String, policy: String? = everything) throws -> Credentials {
        try succeed(iam("CreateUser", ["UserName": name]))
        if let policy {
            try succeed(
                iam(
                    "PutUserPolicy",
                    ["UserName": name, "PolicyName": "own", "PolicyDocument": policy]
                )
            )
        }
        let key = try succeed(iam("CreateAccessKey", ["UserName": name]))
        return Credentials(
            accessKeyID: try #require(key.text("AccessKeyId")),
            secretAccessKey: try #require(key.text("SecretAccessKey"))
        )
    }

    /// Opens a session of a role.
    func session(
        of roleARN: String,
        as credentials: Credentials,
        _ parameters: KeyValuePairs<String, String> = [:]
    ) throws -> Credentials {
        let pairs =
            [("RoleArn", roleARN), ("RoleSessionName", "one")] + parameters.map { ($0.key, $0.value) }
        let form = Self.form([("Action", "AssumeRole"), ("Version", "2011-06-15")] + pairs)
        let request = try Self.signed(form, service: "sts", region: region, credentials: credentials)
        return try Self.credentials(in: try succeed(send(request)))
    }

    /// A session's credentials out of an answer.
    static func credentials(in reply: Reply) throws -> Credentials {
        Credentials(
            accessKeyID: try #require(reply.text("AccessKeyId")),
            secretAccessKey: try #require(reply.text("SecretAccessKey")),
            sessionToken: reply.text("SessionToken")
        )
    }
}
