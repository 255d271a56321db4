import Foundation
import JSON
import Platform

/// The files of `Fixtures/`, found from where this source file lies.
enum Fixtures {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ path: String) throws -> [UInt8] {
        try readFile(root.appending(path: path).path(), limit: 16 * 1_024 * 1_024)
    }

    static func event(_ name: String) throws -> JSON {
        try JSON.parse(bytes("sns-events/\(name).json"))
    }

    static func names(in folder: String, withExtension suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
            .filter { $0.hasSuffix("." + suffix) }
            .map { String($0.dropLast(suffix.count + 1)) }
            .sorted()
    }
}
