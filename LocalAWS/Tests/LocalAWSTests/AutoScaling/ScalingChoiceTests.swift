import Platform
import Testing

@testable import LocalAWS

@Suite struct `Choosing the instances to end` {
    private static func member(
        _ id: String,
        _ sequence: Int,
        zone: String = "a",
        launched: Int64 = 0,
        origin: LaunchSource = .configuration("old"),
        isProtected: Bool = false
    ) -> GroupMember {
        var member = GroupMember(
            id: id,
            sequence: sequence,
            zone: zone,
            subnetID: "subnet-\(zone)",
            instanceType: "t3.micro",
            imageID: "ami-1",
            launchTime: TestCloud.noon + .seconds(launched),
            origin: origin,
            state: .inService
        )
        member.isProtected = isProtected
        return member
    }

    private func victims(
        _ count: Int,
        of members: [GroupMember],
        by policies: [TerminationPolicy] = [.standard]
    ) throws -> [String] {
        let scaling = try ScalingCloud()
        try scaling.accept(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "old", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro",
            ]
        )
        scaling.wait(1)
        try scaling.accept(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "new", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro",
            ]
        )
        try scaling.makeGroup(desired: 0)
        var group = try scaling.group()
        group.settings.terminationPolicies = policies
        for member in members { group.members[member.id] = member }
        let region = try #require(scaling.cloud.cloud.snapshot().regions["eu-west-1"])
        let now = TestCloud.noon + .seconds(7_200)
        return TerminationOrder(of: group, in: region, at: now).victims(count).map(\.id)
    }

    @Test func `takes them from the fullest zone first`() throws {
        let members = [
            Self.member("a1", 1), Self.member("b1", 2, zone: "b"), Self.member("a2", 3),
            Self.member("a3", 4), Self.member("b2", 5, zone: "b"),
        ]
        #expect(try victims(1, of: members) == ["a1"])
        #expect(try victims(3, of: members) == ["a1", "b1", "a2"])
        #expect(try victims(9, of: members).count == 5)
    }

    @Test func `spares the protected, though they count in their zone`() throws {
        let members = [
            Self.member("a1", 1, isProtected: true), Self.member("a2", 2),
            Self.member("a3", 3, isProtected: true), Self.member("b1", 4, zone: "b"),
        ]
        #expect(try victims(1, of: members) == ["a2"])
        #expect(try victims(4, of: members) == ["a2", "b1"])
    }

    @Test(
        arguments: [
            ([.standard], "old"), ([.oldestInstance], "early"), ([.newestInstance], "late"),
            ([.oldestLaunchConfiguration], "old"), ([.closestToNextInstanceHour], "hour"),
            ([.allocationStrategy, .newestInstance], "late"),
        ] as [([TerminationPolicy], String)]
    )
    func `follows the policies`(policies: [TerminationPolicy], victim: String) throws {
        let new = LaunchSource.configuration("new")
        let members = [
            Self.member("early", 1, launched: 0, origin: new),
            Self.member("hour", 2, launched: 1, origin: new), Self.member("old", 3, launched: 60),
            Self.member("late", 4, launched: 120, origin: new),
        ]
        #expect(try victims(1, of: members, by: policies) == [victim])
    }

    @Test func `prefers older versions of a template`() throws {
        func version(_ number: Int) -> LaunchSource {
            .template(TemplateReference(id: "lt-1", name: "t", version: "\(number)"))
        }
        let members = [
            Self.member("new", 1, origin: version(10)), Self.member("old", 2, origin: version(9)),
        ]
        #expect(try victims(1, of: members, by: [.oldestLaunchTemplate]) == ["old"])
        #expect(try victims(1, of: members) == ["old"])
    }
}
