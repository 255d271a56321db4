import Foundation

/// The files of this repository that git tracks or would track, as text.
enum SourceTree {
    struct File: Sendable {
        let path: String
        let lines: [String]
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files below those folders, of both packages.
    static func swiftFiles(in folders: [String]) -> [File] {
        folders.flatMap { folder in
            let enumerator = FileManager.default.enumerator(atPath: root.appending(path: folder).path())
            let paths = (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
            return paths.sorted().compactMap { (path) -> File? in
                let file = root.appending(path: folder).appending(path: path)
                guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
                return File(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
            }
        }
    }

    static let sources = swiftFiles(in: ["Sources", "LocalAWS/Sources"])
    static let tests = swiftFiles(in: ["Tests", "LocalAWS/Tests"])
}
