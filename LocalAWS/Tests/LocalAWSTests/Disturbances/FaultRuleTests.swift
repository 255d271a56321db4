import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A fault rule` {
    @Test(arguments: [
        "ec2:CreateSnapshot,error=InternalError:500",
        "ec2:CreateSnapshot,nth=2,delay=100,error=RequestLimitExceeded:503,after",
        "ec2:*,probability=0.25,reset",
        "sns:Publish,every=3,delay=20",
    ])
    func `is written as it was read`(text: String) throws {
        #expect(try FaultRule(text).text == text)
    }

    @Test(arguments: [
        "", "CreateSnapshot,reset", ":x,reset", "ec2:CreateSnapshot", "ec2:*,nth=x,reset",
        "ec2:*,nth=0,reset", "ec2:*,nth=-1,reset",
        "ec2:*,every=0,reset",
        "ec2:*,probability=2,reset", "ec2:*,error=", "ec2:*,error=X:200", "ec2:*,delay=-1", "ec2:*,whenever",
    ])
    func `that can't be meant is refused with the grammar`(text: String) {
        let error = #expect(throws: FaultRule.Malformed.self) { try FaultRule(text) }
        #expect(error?.description.contains("ACTION[,nth=N") == true)
    }

    @Test(arguments: [
        ("s3:GetObject,reset", "no service s3; the services are: autoscaling, cloudwatch, ec2, events, "),
        (
            "monitoring:PutMetricData,reset",
            "no service monitoring; the services are: autoscaling, cloudwatch"
        ),
        ("ec2:CreateSnapshots*x,reset", "no action ec2:CreateSnapshots*x; those of ec2 are: AttachVolume, "),
        ("sns:Pubish,reset", "no action sns:Pubish; those of sns are: AddPermission, "),
    ])
    func `of what no call can be is refused with what there is`(text: String, reason: String) {
        let error = #expect(throws: FaultRule.Malformed.self) { try FaultRule(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}

@Suite struct `A disturbed call` {
    private static func disturbed(_ rules: String...) throws -> TestCloud {
        try TestCloud(faults: rules.map { try FaultRule($0) })
    }

    private func create(_ cloud: TestCloud, _ volume: String) async throws -> Reply {
        let form = cloud.form("CreateSnapshot", ["VolumeId": volume])
        return await cloud.sendAndWait(try TestCloud.signed(form))
    }

    @Test func `is refused with the chosen code, the nth time only, without effect`() async throws {
        let cloud = try Self.disturbed("ec2:CreateSnapshot,nth=2,error=InternalError:500")
        let volumes = [try cloud.makeVolume(), try cloud.makeVolume(), try cloud.makeVolume()]
        var codes: [String?] = []
        for volume in volumes { codes.append(try await create(cloud, volume).code) }
        #expect(codes == [nil, "InternalError", nil])
        #expect(cloud.cloud.snapshots().count == 2)
    }

    @Test func `that is cut off after its effect has had it`() async throws {
        let cloud = try Self.disturbed("ec2:CreateSnapshot,reset,after")
        let reply = try await create(cloud, try cloud.makeVolume())
        #expect(reply.isCutOff)
        #expect(cloud.cloud.snapshots().count == 1)
    }

    @Test func `of another action goes well`() async throws {
        let cloud = try Self.disturbed("ec2:CreateSnapshot,reset")
        #expect(try cloud.ec2("DescribeVolumes").status == 200)
    }
}

@Suite struct `With AWS's throttling` {
    @Test func `a hundred snapshots go at once, the next when a token came back`() throws {
        let cloud = try TestCloud(timings: .immediate, throttling: .aws)
        let codes = try (0..<101).map { _ in
            try cloud.ec2("DeleteSnapshot", ["SnapshotId": "snap-0123456789abcdef0"]).code
        }
        #expect(codes.prefix(100).allSatisfy { $0 == "InvalidSnapshot.NotFound" })
        #expect(codes.last == "RequestLimitExceeded")
        cloud.wait(.milliseconds(200))
        let next = try cloud.ec2("DeleteSnapshot", ["SnapshotId": "snap-0123456789abcdef0"])
        #expect(next.code == "InvalidSnapshot.NotFound")
    }

    @Test func `describing everything there is costs more than describing something`() throws {
        let cloud = try TestCloud(throttling: .aws)
        let broad = try (0..<51).map { _ in try cloud.ec2("DescribeVolumes").status }
        #expect(broad.last == 503)
        #expect(try cloud.ec2("DescribeVolumes", ["MaxResults": "5"]).status == 200)
    }

    @Test func `a refused signature costs no token`() throws {
        let cloud = try TestCloud(throttling: .aws)
        let forged = try TestCloud.signed(
            cloud.form("RunInstances"),
            credentials: .init(accessKeyID: "test", secretAccessKey: "x")
        )
        for _ in 0..<20 { #expect(cloud.send(forged).status == 401) }
        #expect(try cloud.ec2("RunInstances").code == "MissingParameter")
    }
}
