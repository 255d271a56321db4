import Testing

@testable import LocalAWS

@Suite struct `Event patterns` {
    private static let launch = #"""
        {"source":"aws.autoscaling","detail-type":"EC2 Instance Launch Successful","account":"111122223333",
         "resources":["arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x","arn:aws:ec2:eu-west-1:111122223333:instance/i-1"],
         "detail":{"AutoScalingGroupName":"web","Progress":50,"StatusMessage":"","Cause":null,"IsNew":true,
          "Details":{"Availability Zone":"eu-west-1b"},"Address":"10.0.0.37",
          "Volumes":[{"id":"vol-1","size":8},{"id":"vol-2","size":100}],"None":[]}}
        """#

    @Test(arguments: [
        (#"{"source":["aws.autoscaling"]}"#, true),
        (#"{"source":["aws.ec2","aws.autoscaling"]}"#, true),
        (#"{"source":["AWS.autoscaling"]}"#, false),
        (#"{"source":["aws.autoscaling"],"account":["1"]}"#, false),
        (#"{"source":[{"prefix":"aws."}]}"#, true),
        (#"{"source":[{"prefix":"ws."}]}"#, false),
        (#"{"source":[{"prefix":{"equals-ignore-case":"AWS."}}]}"#, true),
        (#"{"source":[{"suffix":".autoscaling"}]}"#, true),
        (#"{"source":[{"suffix":{"equals-ignore-case":"SCALING"}}]}"#, true),
        (#"{"source":[{"equals-ignore-case":"AWS.AutoScaling"}]}"#, true),
        (#"{"resources":[{"wildcard":"arn:aws:ec2:*:instance/*"}]}"#, true),
        (#"{"resources":[{"wildcard":"arn:aws:s3:*"}]}"#, false),
        (#"{"source":[{"wildcard":"aws?autoscaling"}]}"#, false),
        (#"{"source":[{"anything-but":"aws.ec2"}]}"#, true),
        (#"{"source":[{"anything-but":["aws.ec2","aws.autoscaling"]}]}"#, false),
        (#"{"source":[{"anything-but":{"prefix":"aws."}}]}"#, false),
        (#"{"source":[{"anything-but":{"suffix":["ec2","s3"]}}]}"#, true),
        (#"{"source":[{"anything-but":{"wildcard":"*scal*"}}]}"#, false),
        (#"{"source":[{"anything-but":{"equals-ignore-case":"AWS.AUTOSCALING"}}]}"#, false),
        (#"{"missing":[{"anything-but":"x"}]}"#, false),
        (#"{"detail":{"Progress":[50]}}"#, true),
        (#"{"detail":{"Progress":[50.0]}}"#, true),
        (#"{"detail":{"Progress":["50"]}}"#, false),
        (#"{"detail":{"Progress":[{"numeric":[">",0,"<=",50]}]}}"#, true),
        (#"{"detail":{"Progress":[{"numeric":["<",50]}]}}"#, false),
        (#"{"detail":{"Progress":[{"anything-but":[50,51]}]}}"#, false),
        (#"{"detail":{"StatusMessage":[""]}}"#, true),
        (#"{"detail":{"Cause":[null]}}"#, true),
        (#"{"detail":{"StatusMessage":[null]}}"#, false),
        (#"{"detail":{"IsNew":[true]}}"#, true),
        (#"{"detail":{"Details":{"Availability Zone":["eu-west-1b"]}}}"#, true),
        (#"{"detail":{"Progress":[{"exists":true}]}}"#, true),
        (#"{"detail":{"Progress":[{"exists":false}]}}"#, false),
        (#"{"detail":{"Other":[{"exists":false}]}}"#, true),
        (#"{"other":{"deep":{"er":[{"exists":false}]}}}"#, true),
        (#"{"detail":{"Details":[{"exists":true}]}}"#, false),
        (#"{"detail":{"None":[{"exists":false}]}}"#, true),
        (#"{"detail":{"Address":[{"cidr":"10.0.0.32/27"}]}}"#, true),
        (#"{"detail":{"Address":[{"cidr":"10.0.0.64/27"}]}}"#, false),
        (#"{"detail":{"Address":[{"cidr":"::/0"}]}}"#, false),
        (#"{"detail":{"Volumes":{"id":["vol-2"],"size":[100]}}}"#, true),
        (#"{"detail":{"Volumes":{"id":["vol-1"],"size":[100]}}}"#, false),
        (#"{"$or":[{"source":["x"]},{"detail":{"Progress":[50]}}]}"#, true),
        (#"{"$or":[{"source":["x"]},{"account":["1"]}],"source":["aws.autoscaling"]}"#, false),
        (#"{"detail":{"$or":[{"Progress":[1]},{"IsNew":[true]}]}}"#, true),
        (#"{"$or":["x","y"]}"#, false),
    ])
    func `an event matches or it doesn't`(pattern: String, matches: Bool) throws {
        #expect(try EventPattern(json: pattern).matches(Document(json: Self.launch)) == matches)
    }

    @Test(arguments: [
        (#"["x"]"#, "Filter is not an object"),
        (#"{}"#, "Empty objects are not allowed"),
        (#"{"source":"x"}"#, "\"source\" must be an object or an array"),
        (#"{"detail":{"a":1}}"#, "\"detail.a\" must be an object or an array"),
        (#"{"source":[]}"#, "Empty arrays are not allowed"),
        (#"{"source":[["x"]]}"#, "Match value must be String, number, true, false, or null"),
        (#"{"source":[{"like":"x"}]}"#, "Unrecognized match type like"),
        (#"{"source":[{"prefix":1}]}"#, "prefix match pattern must be a string"),
        (#"{"source":[{"exists":"x"}]}"#, "exists match pattern must be either true or false."),
        (#"{"source":[{"numeric":["~",1]}]}"#, "Unrecognized numeric range operator: \"~\""),
        (#"{"source":[{"numeric":[">",5,"<",1]}]}"#, "Bottom must be less than top"),
        (#"{"source":[{"wildcard":"a**b"}]}"#, "Consecutive wildcard characters at pos"),
        (#"{"source":[{"wildcard":"a\\b"}]}"#, "Invalid escape character at pos"),
        (#"{"source":[{"cidr":"10.0.0.0"}]}"#, "Malformed CIDR, one '/' required"),
    ])
    func `what is no pattern is refused with its reason`(pattern: String, reason: String) {
        #expect(throws: PatternError(reason)) { try EventPattern(json: pattern) }
    }

    @Test func `a pattern knows its size and its depth`() throws {
        let pattern = try EventPattern(
            json: #"{"a":["x","y"],"b":{"c":[1,2,3]},"$or":[{"d":[1]},{"e":[1,2]}]}"#
        )
        #expect(pattern.combinations == 18)
        #expect(pattern.fieldCount == 4)
        #expect(!pattern.isFlat)
        #expect(try EventPattern(json: #"{"a":["x"],"$or":[{"d":[1]},{"e":[1,2]}]}"#).isFlat)
    }

    @Test(arguments: [
        ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("10.0.0.0/8", "10.255.0.1", true), ("0.0.0.0/0", "192.0.2.1", true),
        ("192.0.2.1/32", "192.0.2.2", false),
        ("10.0.0.0/8", "not an address", false),
    ])
    func `an address is in a block or it isn't`(block: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(address) == isIn)
        #expect(AddressBlock("10.0.0.0/33") == nil)
    }
}
