private import FoundationEssentials
private import Subprocess
private import SystemPackage

/// How the files of functions are kept apart on this machine.
enum FileIsolation: Sendable {
    /// Each process has a mount namespace of its own.
    case mountNamespace
    /// The kernel, or the lack of a program, doesn't allow that: each environment has folders of its own, but its processes
    /// can reach all that the emulator's user can.
    case folders

    /// For people who watch.
    var note: String {
        switch self {
        case .mountNamespace:
            "functions have a /tmp of their own and can't write their code: they run in mount namespaces"
        case .folders:
            "functions have copies of their code and a TMPDIR, but the machine's /tmp: it refuses mount namespaces"
        }
    }

    /// Finds out by running a program in a mount namespace.
    static func probe() async -> FileIsolation {
        guard let folder = try? SandboxFolder(isMounted: true) else { return .folders }
        defer { folder.remove() }
        let program = folder.code + "/probe"
        guard (try? Data("#!/bin/sh\n".utf8).write(to: URL(filePath: program))) != nil,
            (try? FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: program)) != nil
        else { return .folders }
        let command = folder.enclosing(
            ProcessCommand(executable: program, arguments: [], directory: folder.code)
        )
        let result = try? await Subprocess.run(
            .path(FilePath(command.executable)),
            arguments: Arguments(command.arguments),
            workingDirectory: FilePath(command.directory),
            input: .none,
            output: .discarded,
            error: .discarded
        )
        return result?.terminationStatus.isSuccess == true ? .mountNamespace : .folders
    }
}
