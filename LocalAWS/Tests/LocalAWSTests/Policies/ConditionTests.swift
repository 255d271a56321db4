import Testing

@testable import LocalAWS

@Suite struct `A condition is true or not` {
    private static let context: RequestContext = [
        "aws:RequestTag/team": "Blue", "aws:SourceIp": "203.0.113.7",
        "aws:CurrentTime": "2026-01-15T12:00:00Z",
        "aws:EpochTime": "1768478400", "ec2:VolumeSize": "100", "aws:SecureTransport": "true",
        "ec2:CreateAction": "CreateSnapshot", "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:launches",
        "aws:username": "ann", "kms:Blob": "AAEC", "aws:Star": "*",
    ]

    @Test(arguments: [
        (#"{"StringEquals":{"aws:RequestTag/team":"Blue"}}"#, true),
        (#"{"StringEquals":{"aws:RequestTag/team":"blue"}}"#, false),
        (#"{"StringEquals":{"AWS:requesttag/TEAM":"Blue"}}"#, true),
        (#"{"StringEquals":{"aws:RequestTag/team":["Red","Blue"]}}"#, true),
        (#"{"StringEquals":{"aws:RequestTag/team":"B*"}}"#, false),
        (#"{"StringEquals":{"aws:Star":"*"}}"#, true),
        (#"{"StringNotEquals":{"aws:RequestTag/team":"Red"}}"#, true),
        (#"{"StringNotEquals":{"aws:RequestTag/team":["Red","Blue"]}}"#, false),
        (#"{"StringEqualsIgnoreCase":{"aws:RequestTag/team":"bLUE"}}"#, true),
        (#"{"StringNotEqualsIgnoreCase":{"aws:RequestTag/team":"bLUE"}}"#, false),
        (#"{"StringLike":{"aws:RequestTag/team":"B*"}}"#, true),
        (#"{"StringLike":{"aws:RequestTag/team":"B?ue"}}"#, true),
        (#"{"StringLike":{"aws:RequestTag/team":"b*"}}"#, false),
        (#"{"StringLike":{"aws:RequestTag/team":"${*}"}}"#, false),
        (#"{"StringNotLike":{"aws:RequestTag/team":"B*"}}"#, false),
        (#"{"StringLike":{"aws:username":"${aws:username}"}}"#, true),
        (#"{"StringEquals":{"ec2:CreateAction":["CreateSnapshot","CreateSnapshots"]}}"#, true),
    ])
    func `of texts`(condition: String, isTrue: Bool) throws {
        #expect(try holds(condition, Self.context) == isTrue, "\(condition)")
    }

    @Test(arguments: [
        (#"{"NumericEquals":{"ec2:VolumeSize":"100"}}"#, true),
        (#"{"NumericEquals":{"ec2:VolumeSize":100}}"#, true),
        (#"{"NumericEquals":{"ec2:VolumeSize":100.0}}"#, true),
        (#"{"NumericNotEquals":{"ec2:VolumeSize":"100"}}"#, false),
        (#"{"NumericLessThan":{"ec2:VolumeSize":"100"}}"#, false),
        (#"{"NumericLessThanEquals":{"ec2:VolumeSize":"100"}}"#, true),
        (#"{"NumericGreaterThan":{"ec2:VolumeSize":"99.5"}}"#, true),
        (#"{"NumericGreaterThanEquals":{"ec2:VolumeSize":"101"}}"#, false),
        (#"{"NumericLessThan":{"ec2:VolumeSize":"many"}}"#, false),
        (#"{"NumericLessThan":{"aws:username":"5"}}"#, false),
    ])
    func `of numbers`(condition: String, isTrue: Bool) throws {
        #expect(try holds(condition, Self.context) == isTrue, "\(condition)")
    }

    @Test(arguments: [
        (#"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-15T11:59:59Z"}}"#, true),
        (#"{"DateLessThan":{"aws:CurrentTime":"2026-01-15T12:00:00Z"}}"#, false),
        (#"{"DateLessThanEquals":{"aws:CurrentTime":"2026-01-15T12:00:00Z"}}"#, true),
        (#"{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-01-15"}}"#, true),
        (#"{"DateEquals":{"aws:CurrentTime":"2026-01-15T13:00:00+01:00"}}"#, true),
        (#"{"DateEquals":{"aws:CurrentTime":"1768478400"}}"#, true),
        (#"{"DateNotEquals":{"aws:CurrentTime":"1768478400"}}"#, false),
        (#"{"DateLessThan":{"aws:EpochTime":"2027-01-01T00:00:00Z"}}"#, true),
        (#"{"DateLessThan":{"aws:CurrentTime":"tomorrow"}}"#, false),
    ])
    func `of moments`(condition: String, isTrue: Bool) throws {
        #expect(try holds(condition, Self.context) == isTrue, "\(condition)")
    }

    @Test(arguments: [
        (#"{"Bool":{"aws:SecureTransport":"true"}}"#, true),
        (#"{"Bool":{"aws:SecureTransport":true}}"#, true),
        (#"{"Bool":{"aws:SecureTransport":"TRUE"}}"#, true),
        (#"{"Bool":{"aws:SecureTransport":"false"}}"#, false),
        (#"{"BinaryEquals":{"kms:Blob":"AAEC"}}"#, true),
        (#"{"BinaryEquals":{"kms:Blob":"AAED"}}"#, false),
        (#"{"Null":{"aws:username":"false"}}"#, true),
        (#"{"Null":{"aws:username":"true"}}"#, false),
        (#"{"Null":{"aws:TokenIssueTime":"true"}}"#, true),
        (#"{"Null":{"aws:TokenIssueTime":"false"}}"#, false),
    ])
    func `of truth, bytes and absence`(condition: String, isTrue: Bool) throws {
        #expect(try holds(condition, Self.context) == isTrue, "\(condition)")
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.0/24", true), ("203.0.113.7", "203.0.113.7", true),
        ("203.0.113.7", "203.0.113.8/29", false), ("203.0.113.7", "203.0.113.0/29", true),
        ("203.0.113.7", "0.0.0.0/0", true), ("203.0.113.7", "203.0.113.0/33", false),
        ("203.0.113.7", "203.0.113", false), ("203.0.113.7", "::/0", false),
        ("2001:db8::1", "2001:db8::/32", true), ("2001:db9::1", "2001:db8::/32", false),
        ("2001:db8:0:0:0:0:0:1", "2001:DB8::1", true), ("::ffff:1.2.3.4", "::ffff:102:304", true),
        ("::1", "::1/128", true), ("1::2::3", "::/0", false), ("not an address", "0.0.0.0/0", false),
    ])
    func `of addresses`(address: String, range: String, isIn: Bool) throws {
        let context: RequestContext = ["aws:SourceIp": address]
        #expect(try holds(#"{"IpAddress":{"aws:SourceIp":"\#(range)"}}"#, context) == isIn)
        #expect(try holds(#"{"NotIpAddress":{"aws:SourceIp":"\#(range)"}}"#, context) != isIn)
    }

    @Test(arguments: [
        ("arn:aws:sns:eu-west-1:111122223333:launches", true),
        ("arn:aws:sns:*:111122223333:launch??", true),
        ("arn:aws:sns:*:*:*", true),
        ("*", true),
        ("arn:aws:sns:*", false),
        ("arn:aws:*:launches", false),
        ("arn:aws:sns:eu-west-1:111122223333:LAUNCHES", false),
        ("arn:aws:sns:eu-west-1:${aws:SourceAccount}:launches", true),
        ("arn:aws:sns:eu-west-1:${aws:None}:launches", false),
        ("launches", false),
    ])
    func `of ARNs, part by part`(pattern: String, fits: Bool) throws {
        let context = Self.context.merging(["aws:SourceAccount": "111122223333"])
        for name in ["ArnLike", "ArnEquals"] {
            #expect(try holds(#"{"\#(name)":{"aws:SourceArn":"\#(pattern)"}}"#, context) == fits)
        }
        for name in ["ArnNotLike", "ArnNotEquals"] {
            #expect(try holds(#"{"\#(name)":{"aws:SourceArn":"\#(pattern)"}}"#, context) != fits)
        }
    }

    @Test func `an ARN's last part may have colons`() throws {
        let context: RequestContext = ["aws:SourceArn": "arn:aws:lambda:eu-west-1:111122223333:function:f"]
        #expect(try holds(#"{"ArnLike":{"aws:SourceArn":"arn:aws:lambda:*:*:function:*"}}"#, context))
        #expect(try !holds(#"{"ArnLike":{"aws:SourceArn":"not an ARN"}}"#, ["aws:SourceArn": "not an ARN"]))
    }

    @Test(arguments: [
        ("StringEquals", false), ("StringNotEquals", true), ("StringLike", false), ("StringNotLike", true),
        ("StringEqualsIgnoreCase", false), ("NumericEquals", false), ("NumericNotEquals", true),
        ("NumericLessThan", false), ("DateEquals", false), ("DateNotEquals", true), ("Bool", false),
        ("BinaryEquals", false), ("IpAddress", false), ("NotIpAddress", true), ("ArnEquals", false),
        ("ArnNotEquals", true), ("ArnLike", false), ("ArnNotLike", true), ("StringEqualsIfExists", true),
        ("StringNotEqualsIfExists", true), ("NumericLessThanIfExists", true), ("BoolIfExists", true),
        ("IpAddressIfExists", true), ("ArnLikeIfExists", true), ("DateLessThanIfExists", true),
        ("ForAnyValue:StringEquals", false), ("ForAllValues:StringEquals", true),
        ("ForAnyValue:StringNotEquals", false), ("ForAllValues:StringNotEquals", true),
        ("ForAnyValue:StringEqualsIfExists", true), ("ForAllValues:StringLikeIfExists", true),
    ])
    func `a key that the request hasn't got`(name: String, isTrue: Bool) throws {
        #expect(try holds(#"{"\#(name)":{"aws:Missing":"1"}}"#, Self.context) == isTrue)
    }

    @Test func `IfExists compares a key that is there`() throws {
        #expect(try !holds(#"{"StringEqualsIfExists":{"aws:username":"bob"}}"#, Self.context))
        #expect(try holds(#"{"StringEqualsIfExists":{"aws:username":"ann"}}"#, Self.context))
    }

    @Test(arguments: [
        ("ForAllValues:StringEquals", ["Name", "team"], true),
        ("ForAllValues:StringEquals", ["Name"], true),
        ("ForAllValues:StringEquals", ["Name", "cost"], false),
        ("ForAllValues:StringEquals", [], true),
        ("ForAnyValue:StringEquals", ["Name", "cost"], true),
        ("ForAnyValue:StringEquals", ["cost"], false),
        ("ForAnyValue:StringEquals", [], false),
        ("ForAnyValue:StringNotEquals", ["Name", "cost"], true),
        ("ForAnyValue:StringNotEquals", ["Name", "team"], false),
        ("ForAllValues:StringNotEquals", ["Name", "cost"], false),
        ("ForAllValues:StringNotEquals", ["cost", "owner"], true),
        ("ForAllValues:StringLike", ["Name", "team"], true),
        ("StringEquals", ["cost", "Name"], true),
        ("StringNotEquals", ["cost", "Name"], false),
    ])
    func `a key with several values`(name: String, keys: [String], isTrue: Bool) throws {
        var context = RequestContext()
        context["aws:TagKeys"] = keys
        #expect(try holds(#"{"\#(name)":{"aws:TagKeys":["Name","team"]}}"#, context) == isTrue)
    }

    @Test func `all operators and all keys must be true`() throws {
        let both =
            #"{"StringEquals":{"aws:username":"ann","ec2:CreateAction":"CreateSnapshot"},"Bool":{"aws:SecureTransport":"true"}}"#
        #expect(try holds(both, Self.context))
        for key in ["aws:username", "ec2:CreateAction", "aws:SecureTransport"] {
            #expect(try !holds(both, Self.context.merging([key: "other"])))
        }
    }
}
