internal import Glibc
internal import SystemPackage

/// One emulator at a time may keep its cloud in a file: two would each overwrite what the other wrote.
extension StateFile {
    /// Does `body` while no other process can. What is locked is an empty file beside the state's, which is given a new one
    /// with every write; it stays behind, since whoever removed it might remove another's.
    ///
    /// - Throws: `EmulatorConfiguration.Invalid` when another process has the file, or it can't be there; else what `body`
    ///   throws.
    func whileLocked<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let lock: FileDescriptor
        do {
            lock = try FileDescriptor.open(
                FilePath("\(path).lock"),
                .readWrite,
                options: [.create, .closeOnExec],
                permissions: .ownerReadWrite
            )
        } catch {
            throw unwritable(error)
        }
        defer { try? lock.close() }
        guard flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            let reason = Errno(rawValue: errno)
            guard reason == .wouldBlock else { throw unwritable(reason) }
            throw EmulatorConfiguration.Invalid(
                description:
                    "Another local-aws keeps its cloud in the state file \(path). Stop that one, or name another file."
            )
        }
        return try await body()
    }

    /// That there can be no such file.
    func unwritable(_ reason: any Error) -> EmulatorConfiguration.Invalid {
        EmulatorConfiguration.Invalid(
            description: "The state file \(path) can't be written: \(reason). Name another file."
        )
    }
}
