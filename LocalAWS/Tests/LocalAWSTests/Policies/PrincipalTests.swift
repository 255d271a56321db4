import Testing

@testable import LocalAWS

@Suite struct `A resource's policy names principals` {
    private static let sns = RequestPrincipal.service("sns.amazonaws.com")
    private static let backup = #"{"AWS":"arn:aws:iam::111122223333:role/Backup"}"#

    private func decision(
        _ element: String,
        _ principal: RequestPrincipal,
        effect: String = "Allow"
    ) throws -> Decision {
        let statement = #"{"Effect":"\#(effect)",\#(element),"Action":"sqs:SendMessage","Resource":"*"}"#
        let request = AuthorizationRequest(
            principal: principal,
            action: "sqs:SendMessage",
            resource: "arn:aws:sqs:eu-west-1:111122223333:dead"
        )
        return try policy(statement, as: .resource).decision(for: request)
    }

    @Test(arguments: [
        (#""*""#, sns, true),
        (#""*""#, RequestPrincipal.anonymous, true),
        (#"{"AWS":"*"}"#, sns, true),
        (#"{"Service":"sns.amazonaws.com"}"#, sns, true),
        (#"{"Service":"events.amazonaws.com"}"#, sns, false),
        (#"{"Service":["events.amazonaws.com","sns.amazonaws.com"]}"#, sns, true),
        (#"{"AWS":"111122223333"}"#, Asker.root, true),
        (#"{"AWS":"444455556666"}"#, Asker.root, false),
        (#"{"AWS":"arn:aws:iam::111122223333:root"}"#, Asker.role, true),
        (#"{"AWS":"arn:aws:iam::111122223333:root"}"#, Asker.otherAccount, false),
        (#"{"AWS":"arn:aws:iam::111122223333:root"}"#, sns, false),
        (backup, Asker.role, true),
        (backup, Asker.root, false),
        (backup, Asker.user, false),
        (backup, Asker.otherAccount, false),
        (#"{"AWS":"arn:aws:sts::111122223333:assumed-role/Backup/one"}"#, Asker.role, true),
        (#"{"AWS":"arn:aws:sts::111122223333:assumed-role/Backup/two"}"#, Asker.role, false),
        (#"{"AWS":"arn:aws:iam::111122223333:user/ann"}"#, Asker.user, true),
        (#"{"AWS":"AROAEXAMPLEEXAMPLE123"}"#, Asker.role, false),
        (#"{"Federated":"cognito-identity.amazonaws.com"}"#, Asker.role, false),
        (#"{"AWS":"444455556666","Service":"sns.amazonaws.com"}"#, sns, true),
    ])
    func `somebody is meant or not`(element: String, principal: RequestPrincipal, isMeant: Bool) throws {
        #expect(try decision(#""Principal":\#(element)"#, principal).isAllowed == isMeant)
    }

    @Test func `an account that is allowed leaves it to its own policies whom it allows`() throws {
        let byAccount = try decision(#""Principal":{"AWS":"111122223333"}"#, Asker.role)
        #expect(byAccount.isAllowed && !byAccount.namesTheCaller)
        let byRole = try decision(#""Principal":\#(Self.backup)"#, Asker.role)
        #expect(byRole.namesTheCaller)
        #expect(try decision(#""Principal":"*""#, Asker.role).namesTheCaller)
        #expect(try decision(#""Principal":{"AWS":"111122223333"}"#, Asker.root).namesTheCaller)
    }

    @Test func `an account that is denied is denied with everybody in it`() throws {
        let denied = try decision(#""Principal":{"AWS":"111122223333"}"#, Asker.role, effect: "Deny")
        #expect(denied.isExplicitDeny)
    }

    @Test func `NotPrincipal means everybody else`() throws {
        #expect(try decision(#""NotPrincipal":\#(Self.backup)"#, Asker.role, effect: "Deny") == .implicitDeny)
        #expect(try decision(#""NotPrincipal":\#(Self.backup)"#, Asker.user, effect: "Deny").isExplicitDeny)
        #expect(try decision(#""NotPrincipal":\#(Self.backup)"#, Self.sns, effect: "Deny").isExplicitDeny)
    }

    @Test(arguments: [
        ("AWS:SourceArn", "arn:aws:sns:eu-west-1:111122223333:launches", true),
        ("aws:sourcearn", "arn:aws:sns:eu-west-1:111122223333:launches", true),
        ("AWS:SourceArn", "arn:aws:sns:eu-west-1:111122223333:others", false),
    ])
    func `a service may be bound to what it acts for, whatever the case of the key`(
        key: String,
        source: String,
        isAllowed: Bool
    ) throws {
        let statement = """
            {"Sid":"sns","Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
             "Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:f",
             "Condition":{"ArnLike":{"\(key)":"arn:aws:sns:eu-west-1:111122223333:launches"},
                          "StringEquals":{"AWS:SourceAccount":"111122223333"}}}
            """
        let request = AuthorizationRequest(
            principal: Self.sns,
            action: "lambda:InvokeFunction",
            resource: "arn:aws:lambda:eu-west-1:111122223333:function:f",
            context: ["aws:SourceArn": source, "aws:SourceAccount": "111122223333"]
        )
        #expect(try policy(statement, as: .resource).decision(for: request).isAllowed == isAllowed)
    }
}
