internal import CLimits
internal import Glibc

/// What a function's process may use of the machine.
struct SandboxLimits: Sendable {
    /// The memory of all its processes together, in bytes. When they have more resident they are killed, as Lambda does it.
    let memory: Int
    /// The longest file it may write, and all that it may write for temporary files, in bytes: the size of `/tmp` on Lambda.
    let fileSize: Int
    /// Its own folder for temporary files; nil when it has none.
    let temporaryFolder: String?

    /// How many files a process of Lambda may have open.
    private static let openFiles = 1_024
    /// How many processes and threads a function of Lambda may have.
    private static let tasks = 1_024
    /// How often memory is looked at, in milliseconds.
    static let interval: Int32 = 50

    init(_ function: FunctionConfiguration) {
        memory = function.memorySize * 1_048_576
        fileSize = function.ephemeralStorage * 1_048_576
        temporaryFolder = function.sandbox?.temporary
    }

    /// Has the kernel hold a process to what the kernel can. A process that is gone needs no limits.
    func apply(to processID: pid_t) {
        for (resource, limit) in [
            (RLIMIT_FSIZE, fileSize), (RLIMIT_NOFILE, Self.openFiles), (RLIMIT_CORE, 0),
        ] {
            _ = local_aws_set_limit(processID, Int32(resource.rawValue), UInt64(limit))
        }
    }

    /// Which limit a function goes beyond.
    func breach(by usage: ProcessUsage) -> Breach? {
        if usage.memory > memory { return .memory }
        return usage.tasks > Self.tasks ? .tasks(usage.tasks, limit: Self.tasks) : nil
    }

    /// Whether there is more in the folder for temporary files than there may be.
    func storageBreach() -> Breach? {
        guard let temporaryFolder else { return nil }
        let used = DiskUsage.of(temporaryFolder, upTo: fileSize)
        return used > fileSize ? .storage(limit: fileSize) : nil
    }
}

extension SandboxLimits {
    /// What a function took too much of.
    enum Breach: Sendable, Equatable {
        case memory
        case tasks(Int, limit: Int)
        case storage(limit: Int)

        /// Where Lambda has no words for it.
        var explanation: String? {
            switch self {
            case .memory: nil
            case .tasks(let count, let limit): "it had \(count) processes and threads, of \(limit) at most"
            case .storage(let limit): "it had more than \(limit / 1_048_576) MB of temporary files"
            }
        }
    }
}
