private import FoundationEssentials
private import Glibc

/// Removes what a function may have left in a folder: files and folders without any permissions, with names that are no
/// text, nested deeper than paths can be long.
enum FolderRemoval {
    /// Removes a folder and all that is in it, as far as the system lets it be removed.
    ///
    /// Folders in it are moved to its top before they are emptied, so that none is ever reached by a long path.
    static func remove(_ path: String) {
        _ = unsafe chmod(path, 0o700)
        let root = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard root >= 0 else { return }
        defer { close(root) }
        // A name that is new, so that nothing in the folder has it already.
        let prefix = UUID().uuidString
        var lifted = 0
        func lift(_ name: [CChar], _ folder: Int32) {
            if unsafe renameat(folder, name, root, "\(prefix)-\(lifted)") == 0 { lifted += 1 }
        }
        empty(root, liftingBy: lift)
        var next = 0
        while next < lifted {
            let name = "\(prefix)-\(next)"
            next += 1
            let folder = unsafe openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { continue }
            empty(folder, liftingBy: lift)
            close(folder)
            _ = unsafe unlinkat(root, name, AT_REMOVEDIR)
        }
        _ = unsafe rmdir(path)
    }

    private static func empty(_ folder: Int32, liftingBy lift: ([CChar], Int32) -> Void) {
        let copy = dup(folder)
        guard copy >= 0, let stream = unsafe fdopendir(copy) else { return }
        defer { unsafe closedir(stream) }
        var entries: [[CChar]] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                unsafe name.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
            }
            entries.append(name + [0])
        }
        for name in entries where name != [46, 0] && name != [46, 46, 0] {
            guard unsafe unlinkat(folder, name, 0) != 0, errno == EISDIR else { continue }
            _ = unsafe fchmodat(folder, name, 0o700, 0)
            lift(name, folder)
        }
    }
}
