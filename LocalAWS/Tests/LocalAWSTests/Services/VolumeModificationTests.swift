import Testing

@testable import LocalAWS

@Suite struct `A volume that is modified` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func modify(_ id: String, _ parameters: [(String, String)]) throws -> Reply {
        let pairs = [("Action", "ModifyVolume"), ("Version", "2016-11-15"), ("VolumeId", id)] + parameters
        return cloud.send(try TestCloud.signed(TestCloud.form(pairs)))
    }

    private func modification(of id: String) throws -> Reply {
        try cloud.ec2("DescribeVolumesModifications", ["VolumeId.1": id])
    }

    private func volume(_ id: String) throws -> Reply {
        try cloud.ec2("DescribeVolumes", ["VolumeId.1": id])
    }

    @Test func `is modifying, then optimizing and as it is to be, then completed`() throws {
        let id = try cloud.makeVolume(["Size": "8", "VolumeType": "gp2"])
        let reply = try modify(id, [("Size", "20"), ("VolumeType", "gp3"), ("Throughput", "250")])
        #expect(reply.status == 200, "\(reply.body)")
        #expect(reply.text("modificationState") == "modifying")
        #expect(reply.text("progress") == "0")
        #expect(reply.text("originalSize") == "8")
        #expect(reply.text("originalVolumeType") == "gp2")
        #expect(reply.text("originalIops") == "100")
        #expect(reply.text("targetSize") == "20")
        #expect(reply.text("targetVolumeType") == "gp3")
        #expect(reply.text("targetIops") == "3000")
        #expect(reply.text("targetThroughput") == "250")
        #expect(try volume(id).text("size") == "8")
        cloud.wait(.milliseconds(500))
        #expect(try modification(of: id).text("modificationState") == "optimizing")
        #expect(try modification(of: id).text("endTime") == nil)
        #expect(try volume(id).text("size") == "20")
        #expect(try volume(id).text("throughput") == "250")
        cloud.wait(.seconds(1))
        let completed = try modification(of: id)
        #expect(completed.text("modificationState") == "completed")
        #expect(completed.text("progress") == "100")
        #expect(completed.text("endTime") == "2026-01-15T12:00:06.500Z")
        let listed = try cloud.ec2(
            "DescribeVolumesModifications",
            ["Filter.1.Name": "modification-state", "Filter.1.Value.1": "completed"]
        )
        #expect(listed.texts("volumeId") == [id])
    }

    @Test func `keeps what the call doesn't name`() throws {
        let id = try cloud.makeVolume(["Size": "8", "VolumeType": "gp3", "Iops": "4000", "Throughput": "300"])
        #expect(try modify(id, [("Size", "9")]).status == 200)
        cloud.wait(.seconds(2))
        let grown = try volume(id)
        #expect(grown.text("iops") == "4000")
        #expect(grown.text("throughput") == "300")
        let general = try cloud.makeVolume(["Size": "100", "VolumeType": "gp2"])
        #expect(try modify(general, [("Size", "200")]).text("targetIops") == "600")
    }

    @Test func `can't be modified again until that is completed`() throws {
        let id = try cloud.makeVolume()
        #expect(try modify(id, [("Size", "9")]).status == 200)
        for state in ["MODIFYING", "OPTIMIZING"] {
            let again = try modify(id, [("Size", "10")])
            #expect(again.code == "IncorrectModificationState")
            #expect(again.message == "Volume \(id) cannot be modified in modification state \(state)")
            cloud.wait(.milliseconds(750))
        }
        #expect(try modify(id, [("Size", "10")]).status == 200)
    }

    @Test func `can't be modified a fifth time within a day`() throws {
        let id = try cloud.makeVolume()
        for size in 9...12 {
            #expect(try modify(id, [("Size", "\(size)")]).status == 200)
            cloud.wait(.seconds(3_600))
        }
        #expect(try modify(id, [("Size", "13")]).code == "VolumeModificationRateExceeded")
        cloud.wait(.seconds(20 * 3_600))
        #expect(try modify(id, [("Size", "13")]).status == 200)
        cloud.wait(.seconds(60))
        #expect(try modify(id, [("Size", "14")]).code == "VolumeModificationRateExceeded")
    }

    @Test(
        arguments: [
            ([], "MissingParameter"),
            ([("Size", "7")], "InvalidParameterValue"),
            ([("Size", "70000")], "InvalidParameterValue"),
            ([("VolumeType", "gp9")], "UnknownVolumeType"),
            ([("VolumeType", "st1")], "InvalidParameterValue"),
            ([("Iops", "4000")], "InvalidParameterCombination"),
            ([("VolumeType", "io1"), ("Throughput", "200")], "InvalidParameterCombination"),
            ([("Size", "9"), ("MultiAttachEnabled", "true")], "UnsupportedOperation"),
        ] as [([(String, String)], String)]
    )
    func `to what can't be is refused`(parameters: [(String, String)], code: String) throws {
        let id = try cloud.makeVolume(["Size": "8", "VolumeType": "gp2"])
        let reply = try modify(id, parameters)
        #expect(reply.code == code, "\(reply.body)")
        #expect(try modification(of: id).code == "InvalidVolumeModification.NotFound")
    }

    @Test func `has to be there, and ready`() throws {
        #expect(try modify("vol-0123456789abcdef0", [("Size", "9")]).code == "InvalidVolume.NotFound")
        let new = try cloud.ec2("CreateVolume", ["AvailabilityZone": "eu-west-1a", "Size": "8"])
        let id = try #require(new.text("volumeId"))
        #expect(try modify(id, [("Size", "9")]).code == "IncorrectState")
    }

    @Test func `is snapshotted as large as it is then`() throws {
        let id = try cloud.makeVolume()
        _ = try modify(id, [("Size", "9")])
        cloud.wait(.seconds(2))
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": id]).text("volumeSize") == "9")
    }
}
