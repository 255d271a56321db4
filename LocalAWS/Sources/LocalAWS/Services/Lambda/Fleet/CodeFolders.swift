private import FoundationEssentials
internal import Synchronization

/// The folders that functions' code is unpacked in: one for each zip file, for as long as an environment uses it.
final class CodeFolders: Sendable {
    private struct State {
        var users: [String: Int] = [:]
        var pythonRuntime: String?
        var lastFolder = 0
        var paths: [String: String] = [:]
        var root: String?
    }

    private let state = Mutex(State())

    /// Unpacks a zip file, unless it is already.
    ///
    /// - Returns: the folder.
    /// - Throws: what the file system, or the archive, has against it.
    func acquire(_ code: FunctionCode, zip: [UInt8]) throws -> String {
        try state.withLock { state in
            if let path = state.paths[code.sha256] {
                state.users[code.sha256, default: 0] += 1
                return path
            }
            let root = try Self.root(&state)
            state.lastFolder += 1
            let path = "\(root)/\(state.lastFolder)"
            try Unpacking(to: path).unpack(try ZipArchive(zip))
            state.paths[code.sha256] = path
            state.users[code.sha256] = 1
            return path
        }
    }

    /// Removes a folder that nobody uses any more.
    func release(_ code: FunctionCode) {
        state.withLock { state in
            let users = (state.users[code.sha256] ?? 1) - 1
            state.users[code.sha256] = users
            guard users <= 0, let path = state.paths.removeValue(forKey: code.sha256) else { return }
            state.users[code.sha256] = nil
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// The file of Python's runtime.
    func pythonRuntime() throws -> String {
        try state.withLock { state in
            if let path = state.pythonRuntime { return path }
            let path = "\(try Self.root(&state))/runtime.py"
            try Data(PythonRuntime.source.utf8).write(to: URL(filePath: path))
            state.pythonRuntime = path
            return path
        }
    }

    /// Removes everything.
    func remove() {
        state.withLock { state in
            if let root = state.root { try? FileManager.default.removeItem(atPath: root) }
            state = State()
        }
    }

    /// A folder of this emulator's own, which no other user can look into.
    private static func root(_ state: inout State) throws -> String {
        if let root = state.root { return root }
        let name = "local-aws-\(UUID().uuidString.lowercased())"
        let root = FileManager.default.temporaryDirectory.appending(path: name).path
        try FileManager.default.createDirectory(
            atPath: root,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        state.root = root
        return root
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
        try files.createDirectory(atPath: root, withIntermediateDirectories: true)
        for entry in archive.entries where entry.kind != .link {
            let path = path(of: entry)
            guard entry.kind == .file else {
                try files.createDirectory(atPath: path, withIntermediateDirectories: true)
                continue
            }
            try makeParent(of: entry)
            try Data(try archive.contents(of: entry)).write(to: URL(filePath: path))
            let permissions = entry.permissions.map(Int.init) ?? 0o644
            try files.setAttributes([.posixPermissions: permissions | 0o400], ofItemAtPath: path)
        }
        for entry in archive.entries where entry.kind == .link {
            let target = String(decoding: try archive.contents(of: entry), as: UTF8.self)
            guard staysWithin(target, from: entry.path.dropLast()) else {
                throw ZipError.escaping("\(entry.path.joined(separator: "/")) -> \(target)")
            }
            try makeParent(of: entry)
            try files.createSymbolicLink(atPath: path(of: entry), withDestinationPath: target)
        }
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
