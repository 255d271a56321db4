internal import FoundationEssentials
internal import Glibc
internal import SystemPackage

/// The file that a cloud is kept in. It always holds one whole state: a new one is written beside it, brought to the disk
/// and then given its name. It is for its owner's eyes only, since it holds the secrets of sessions.
struct StateFile: Sendable {
    let path: String

    /// What is kept; nil while there is no file.
    func read(_ configuration: EmulatorConfiguration) throws(EmulatorConfiguration.Invalid) -> SavedCloud? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            guard !FileManager.default.fileExists(atPath: path) else {
                throw EmulatorConfiguration.Invalid(description: "The state file \(path) can't be read.")
            }
            return nil
        }
        guard let saved = try? JSONDecoder().decode(SavedCloud.self, from: data) else {
            throw EmulatorConfiguration.Invalid(
                description:
                    "The state file \(path) is none of this program's, or damaged. It was left as it is: "
                    + "name another file, or move this one away."
            )
        }
        try saved.check(configuration, path: path)
        return saved
    }

    /// Replaces what is kept.
    func write(_ saved: SavedCloud) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(saved)
        let target = FilePath(path)
        let draft = FilePath("\(path).new")
        let file = try FileDescriptor.open(
            draft,
            .writeOnly,
            options: [.create, .truncate],
            permissions: .ownerReadWrite
        )
        try file.closeAfter {
            _ = try file.writeAll(data)
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
        guard unsafe rename(draft.string, target.string) == 0 else { throw Errno(rawValue: errno) }
        try Self.bringToDisk(folder: target.removingLastComponent())
    }

    /// A new name is on the disk only when its folder is.
    private static func bringToDisk(folder: FilePath) throws {
        let folder = try FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly)
        try folder.closeAfter {
            guard fsync(folder.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }
}
