private import FoundationEssentials
internal import Glibc

/// The folder of one execution environment, which nobody else uses: its code, the runtime's own file, and a folder for
/// temporary files.
///
/// Where the kernel allows it, the environment's processes see it in a mount namespace of their own: it is `/var/tmp`
/// there and can't be written, its folder for temporary files is `/tmp`, and no folder of another environment is to be
/// seen.
package struct SandboxFolder: Sendable, Hashable {
    /// Where it is on the machine.
    let path: String
    /// Whether processes see it in a mount namespace of their own.
    let isMounted: Bool

    /// Where processes with a mount namespace see it.
    private static let mountPoint = "/var/tmp"

    /// The unpacked code.
    var code: String { path + "/task" }
    /// What is `/tmp` on Lambda.
    var temporary: String { path + "/tmp" }
    /// The file of Python's runtime.
    var pythonRuntime: String { path + "/runtime.py" }

    /// A path in it, or any other, as processes see it.
    func seen(_ path: String) -> String {
        guard isMounted, path.hasPrefix(self.path + "/") else { return path }
        return Self.mountPoint + path.dropFirst(self.path.utf8.count)
    }

    /// Makes a folder that no other user can look into.
    ///
    /// - Throws: what the file system has against it.
    init(isMounted: Bool) throws {
        self.isMounted = isMounted
        let parent = isMounted ? Self.mountPoint : FileManager.default.temporaryDirectory.path
        path = "\(parent)/local-aws-\(UUID().uuidString.lowercased())"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for folder in [code, temporary] {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        }
    }

    /// Takes the right to write from everything but the folder for temporary files.
    func seal() {
        _ = unsafe chmod(path, 0o500)
    }

    func remove() {
        FolderRemoval.remove(path)
    }
}

/// What a process is started with: a program, its arguments, and where.
struct ProcessCommand: Sendable, Hashable {
    var executable: String
    var arguments: [String]
    var directory: String
}

extension SandboxFolder {
    /// A command that runs another in the mount namespace, without any of the privileges that made it.
    func enclosing(_ command: ProcessCommand) -> ProcessCommand {
        let script = """
            set -e
            mount --bind . \(Self.mountPoint)
            mount --no-canonicalize --bind ./tmp /tmp
            mount -o remount,bind,ro \(Self.mountPoint)
            cd "$0"
            exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
            """
        let inner = [command.directory, command.executable] + command.arguments
        return ProcessCommand(
            executable: "/usr/bin/unshare",
            arguments: [
                "--user", "--map-root-user", "--mount", "--propagation", "private", "/bin/sh", "-c", script,
            ] + inner.map(seen),
            directory: path
        )
    }
}

extension FunctionConfiguration {
    /// What its processes are started with.
    var command: ProcessCommand {
        let command = ProcessCommand(executable: bootstrap, arguments: arguments, directory: codeRoot)
        guard let sandbox, sandbox.isMounted else { return command }
        return sandbox.enclosing(command)
    }
}
