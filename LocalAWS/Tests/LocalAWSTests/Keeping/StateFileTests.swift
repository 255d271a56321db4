import Foundation
import Logging
import Platform
import Testing

@testable import LocalAWS

@Suite struct `A state file` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private var path: String { folder.appending(path: "cloud.json").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func configuration(account: String = "111122223333") -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration(
            accountID: account,
            region: "eu-west-1",
            clock: .stepped(from: TestCloud.noon)
        )
        configuration.stateFile = path
        return configuration
    }

    private func keep(_ cloud: Cloud) {
        StateKeeper(cloud: cloud, file: StateFile(path: path), logger: Logger(label: "test")).write()
    }

    @Test func `gives back everything, the cloud's time included`() throws {
        let cloud = try Cloud(configuration())
        try cloud.addInstance(id: "i-0123456789abcdef0", volumes: 3)
        cloud.advance(by: .seconds(3_600))
        keep(cloud)
        let again = try Cloud(configuration())
        #expect(again.clock.now == TestCloud.noon + .seconds(3_600))
        let volumes = cloud.volumes(attachedTo: "i-0123456789abcdef0")
        #expect(volumes.count == 3)
        #expect(again.volumes(attachedTo: "i-0123456789abcdef0") == volumes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["cloud.json"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `that isn't there yet is an empty cloud`() throws {
        #expect(try Cloud(configuration()).snapshots().isEmpty)
    }

    @Test(arguments: ["", "{", "{}", "[1]", "{\"version\":1}"])
    func `that is damaged is refused and left as it is`(content: String) throws {
        try Data(content.utf8).write(to: URL(filePath: path))
        let error = #expect(throws: EmulatorConfiguration.Invalid.self) { try Cloud(configuration()) }
        #expect(error?.description.contains("damaged") == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    }

    @Test func `of another account is refused, naming both`() throws {
        keep(try Cloud(configuration()))
        let error = #expect(throws: EmulatorConfiguration.Invalid.self) {
            try Cloud(configuration(account: "999988887777"))
        }
        #expect(error?.description.contains("111122223333") == true)
    }

    @Test func `that can't be written is said so, and the old one stays`() throws {
        keep(try Cloud(configuration()))
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: (any Error).self) {
            try StateFile(path: folder.appending(path: "no/such/folder/x").path)
                .write(SavedCloud(of: Cloud(configuration())))
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
}
