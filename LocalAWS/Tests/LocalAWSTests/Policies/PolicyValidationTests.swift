import Foundation
import Testing

@testable import LocalAWS

@Suite struct `A policy's text is checked` {
    private func reason(_ text: String, as kind: PolicyKind) -> String? {
        do throws(PolicyError) {
            _ = try PolicyDocument(text, as: kind)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: [
        ("", "This policy contains invalid Json"),
        ("{", "This policy contains invalid Json"),
        (#"{"Statement":[],"Statement":[]}"#, "This policy contains invalid Json"),
        ("[]", "Syntax errors in policy."),
        ("{}", "Syntax errors in policy. (there is no Statement)"),
        (#"{"Statement":[]}"#, "Syntax errors in policy."),
        (#"{"Statement":"x"}"#, "Syntax errors in policy."),
        (#"{"Version":"2020-01-01","Statement":{}}"#, "Syntax errors in policy. (Version"),
        (#"{"Colour":"red","Statement":{}}"#, #"Syntax errors in policy. (there is no element "Colour""#),
    ])
    func `as a whole`(text: String, reason expected: String) throws {
        let found = try #require(reason(text, as: .identity))
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test(arguments: [
        (#"{"Action":"*","Resource":"*"}"#, "Syntax errors in policy. (Effect"),
        (#"{"Effect":"allow","Action":"*","Resource":"*"}"#, "Syntax errors in policy. (Effect"),
        (#"{"Effect":"Allow","Resource":"*"}"#, "Policy statement must contain actions."),
        (#"{"Effect":"Allow","Action":[],"Resource":"*"}"#, "Policy statement must contain actions."),
        (#"{"Effect":"Allow","Action":5,"Resource":"*"}"#, "Syntax errors in policy. (Action"),
        (#"{"Effect":"Allow","Action":"*"}"#, "Policy statement must contain resources."),
        (#"{"Effect":"Allow","Action":"*","Resource":[]}"#, "Policy statement must contain resources."),
        (
            #"{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}"#,
            "Syntax errors in policy. (a statement"
        ),
        (
            #"{"Effect":"Allow","Action":"DescribeVolumes","Resource":"*"}"#,
            "Actions/Conditions must be prefaced"
        ),
        (
            #"{"Effect":"Allow","Action":"ec2:a:b","Resource":"*"}"#,
            "Actions/Condition can contain only one colon."
        ),
        (#"{"Effect":"Allow","Action":"e c2:a","Resource":"*"}"#, "Vendor e c2 is not valid"),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"volume"}"#,
            #"Resource volume must be in ARN format or "*"."#
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}"#,
            "Policy document should not specify a principal."
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Colour":"red"}"#,
            #"Syntax errors in policy. (there is no element "Colour""#
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Sid":"a b"}"#,
            "Statement IDs (SID) must be alpha-numeric."
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"aws:a":"b"}}}"#,
            "Syntax errors in policy. (there is no condition operator"
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"aws:a":"true"}}}"#,
            "Syntax errors in policy. (there is no condition operator"
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a":"b"}}}"#,
            "Actions/Conditions must be prefaced"
        ),
        (
            #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:a":{}}}}"#,
            "Syntax errors in policy. (the condition key"
        ),
        (
            #"[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"*","Resource":"*"}]"#,
            "Statement IDs (SID) in a single policy must be unique."
        ),
    ])
    func `in an identity's policy`(statement: String, reason expected: String) throws {
        let text = #"{"Version":"2012-10-17","Statement":\#(statement)}"#
        let found = try #require(reason(text, as: .identity))
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test(arguments: [
        (#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#, "Missing required field Principal"),
        (
            #"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}"#,
            "Has prohibited field Resource"
        ),
        (
            #"{"Effect":"Allow","Principal":"*","Action":"ec2:RunInstances"}"#,
            "AssumeRole policy may only specify STS AssumeRole actions."
        ),
        (
            #"{"Effect":"Allow","Principal":{"AWS":"nobody"},"Action":"sts:AssumeRole"}"#,
            #"Invalid principal in policy: "AWS":"nobody""#
        ),
        (
            #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"sts:AssumeRole"}"#,
            "Invalid principal in policy"
        ),
        (
            #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"sts:AssumeRole"}"#,
            "Invalid principal in policy"
        ),
        (
            #"{"Effect":"Allow","Principal":{"Service":"lambda"},"Action":"sts:AssumeRole"}"#,
            #"Invalid principal in policy: "SERVICE":"lambda""#
        ),
        (
            #"{"Effect":"Allow","Principal":{"Servise":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}"#,
            "Invalid principal in policy"
        ),
        (#"{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}"#, "Syntax errors in policy."),
    ])
    func `in a trust policy`(statement: String, reason expected: String) throws {
        let text = #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#
        let found = try #require(reason(text, as: .trust))
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test(arguments: [
        #"{"Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}"#,
        #"{"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"a","Effect":"Deny","NotAction":["iam:*"],"NotResource":["arn:aws:ec2:*"]}]}"#,
        #"{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":"EC2:Describe*","Resource":"arn:aws:ec2:eu-west-1::snapshot/*"}]}"#,
    ])
    func `what is right is taken, and given back as it came`(text: String) throws {
        let policy = try PolicyDocument(text, as: .identity)
        #expect(policy.text == text)
        let file = try JSONEncoder().encode([policy])
        #expect(try JSONDecoder().decode([PolicyDocument].self, from: file) == [policy])
    }

    @Test func `white space doesn't count against the limits, but in strings it does`() throws {
        let policy = try PolicyDocument(
            #"{ "Statement" : { "Effect":"Allow", "Action":"ec2:a\"  b", "Resource":"*" } }"#,
            as: .identity
        )
        let dense = #"{"Statement":{"Effect":"Allow","Action":"ec2:a\"  b","Resource":"*"}}"#
        #expect(policy.countedCharacters == dense.count)
    }
}
