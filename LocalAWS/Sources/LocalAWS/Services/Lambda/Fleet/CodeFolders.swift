private import FoundationEssentials
private import Glibc
internal import Synchronization

/// Makes the folders that environments run in, each with a copy of the code that no other environment had, or will have.
final class CodeFolders: Sendable {
    private let isolation = Mutex<FileIsolation?>(nil)

    /// Finds out how files can be kept apart here, if that isn't known yet.
    ///
    /// - Returns: what there is to say of it; nil when it was known.
    func prepare() async -> String? {
        guard isolation.withLock({ $0 }) == nil else { return nil }
        let found = await FileIsolation.probe()
        return isolation.withLock { isolation in
            guard isolation == nil else { return nil }
            isolation = found
            return found.note
        }
    }

    /// Makes a folder with the code of a zip file in it, which its user removes.
    ///
    /// - Parameter isPython: whether the runtime of Python is to be there too.
    /// - Throws: what the file system, or the archive, has against it.
    func make(zip: [UInt8], isPython: Bool) throws -> SandboxFolder {
        let folder = try SandboxFolder(isMounted: isolation.withLock { $0 } == .mountNamespace)
        do {
            try Unpacking(to: folder.code).unpack(try ZipArchive(zip))
            if isPython {
                let source = Array(PythonRuntime.source.utf8)
                try Unpacking.write(source, to: folder.pythonRuntime, permissions: 0o444)
            }
        } catch {
            folder.remove()
            throw error
        }
        folder.seal()
        return folder
    }
}

/// Writes an archive's entries below a folder.
private struct Unpacking {
    private let root: String
    private let files = FileManager.default

    init(to root: String) {
        self.root = root
    }

    /// Links come last, so that nothing is written through one.
    func unpack(_ archive: ZipArchive) throws {
        for entry in archive.entries where entry.kind != .link {
            let path = path(of: entry)
            guard entry.kind == .file else {
                try files.createDirectory(atPath: path, withIntermediateDirectories: true)
                continue
            }
            try makeParent(of: entry)
            let isExecutable = (entry.permissions ?? 0) & 0o111 != 0
            try Self.write(
                try archive.contents(of: entry),
                to: path,
                permissions: isExecutable ? 0o555 : 0o444
            )
        }
        for entry in archive.entries where entry.kind == .link {
            let target = String(decoding: try archive.contents(of: entry), as: UTF8.self)
            guard staysWithin(target, from: entry.path.dropLast()) else {
                throw ZipError.escaping("\(entry.path.joined(separator: "/")) -> \(target)")
            }
            try makeParent(of: entry)
            try files.createSymbolicLink(atPath: path(of: entry), withDestinationPath: target)
        }
        for folder in Set(archive.entries.flatMap(folders)) { _ = unsafe chmod(folder, 0o555) }
    }

    /// Writes a file that nobody may write any more.
    static func write(_ content: [UInt8], to path: String, permissions: Int) throws {
        try Data(content).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }

    /// The folders that an entry lies in, and what it is itself, if it is one.
    private func folders(of entry: ZipArchive.Entry) -> [String] {
        let depth = entry.path.count - (entry.kind == .folder ? 0 : 1)
        return (0...depth).map { ([root] + entry.path.prefix($0)).joined(separator: "/") }
    }

    private func path(of entry: ZipArchive.Entry) -> String {
        "\(root)/\(entry.path.joined(separator: "/"))"
    }

    private func makeParent(of entry: ZipArchive.Entry) throws {
        let parent = ([root] + entry.path.dropLast()).joined(separator: "/")
        try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
    }

    private func staysWithin(_ target: String, from folder: ArraySlice<String>) -> Bool {
        var depth = folder.count
        for part in target.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return false }
        }
        return !target.hasPrefix("/")
    }
}
