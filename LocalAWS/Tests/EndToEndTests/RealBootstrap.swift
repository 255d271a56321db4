import Foundation

/// What these tests need from the clone around them.
enum Clone {
    /// The root package's folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The function as it was built last; nil when it wasn't.
    static let bootstrap: String? = ["release", "debug"]
        .map { root.appending(path: ".build/\($0)/bootstrap") }
        .filter { FileManager.default.isExecutableFile(atPath: $0.path) }
        .max { modificationDate(of: $0) < modificationDate(of: $1) }?
        .path

    /// The emulator's command line, built along with these tests.
    static let localAWS = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "local-aws").path

    /// One of the events in `Fixtures/sns-events`.
    static func event(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: eventFile(name)))
    }

    /// Where that event is.
    static func eventFile(_ name: String) -> URL {
        root.appending(path: "Fixtures/sns-events/\(name).json")
    }

    private static func modificationDate(of file: URL) -> Date {
        (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate)
            ?? .distantPast
    }
}
