internal import CLimits
internal import Glibc

/// What a function's process may use of the machine.
struct SandboxLimits: Sendable {
    /// The memory of the process, in bytes. One that has more resident is killed, as Lambda does it.
    let memory: Int
    /// The longest file it may write, in bytes: the size of `/tmp` on Lambda.
    let fileSize: Int

    /// How many files a process of Lambda may have open.
    private static let openFiles = 1_024
    /// How often memory is looked at, in milliseconds.
    static let interval: Int32 = 50

    init(_ function: FunctionConfiguration) {
        memory = function.memorySize * 1_048_576
        fileSize = function.ephemeralStorage * 1_048_576
    }

    /// Has the kernel hold a process to what the kernel can. A process that is gone needs no limits.
    func apply(to processID: pid_t) {
        for (resource, limit) in [
            (RLIMIT_FSIZE, fileSize), (RLIMIT_NOFILE, Self.openFiles), (RLIMIT_CORE, 0),
        ] {
            _ = local_aws_set_limit(processID, Int32(resource.rawValue), rlim_t(limit))
        }
    }

    /// Whether a process has more memory resident than it may.
    func isExceeded(by processID: pid_t) -> Bool {
        (residentMemory(of: processID) ?? 0) > memory
    }
}
