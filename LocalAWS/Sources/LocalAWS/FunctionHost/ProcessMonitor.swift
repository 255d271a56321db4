private import Dispatch
internal import Glibc

/// Watches one process on a thread of its own: reads its log, kills it when it takes too much memory, notices its end.
struct ProcessMonitor: Sendable {
    let processID: pid_t
    /// Becomes readable when the process ends; -1 where the kernel has no such descriptor.
    let processDescriptor: Int32
    let pipe: LogPipe
    let limits: SandboxLimits

    /// How often a kernel without process descriptors is asked, in milliseconds.
    private static let pollInterval: Int32 = 20

    /// Returns when the process has ended and what it wrote is in the log. The process is then still to be reaped, so its
    /// ID, and that of its group, can't belong to another yet.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "local-aws.process").async {
                watch()
                continuation.resume()
            }
        }
    }

    private func watch() {
        var watched = [
            pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let timeout = processDescriptor < 0 ? Self.pollInterval : SandboxLimits.interval
        while !hasEnded {
            if limits.isExceeded(by: processID) { kill(-processID, SIGKILL) }
            unsafe poll(&watched, nfds_t(watched.count), timeout)
            if watched[1].revents != 0, pipe.drain() == .ended { watched[1].fd = -1 }
        }
        pipe.drain()
        pipe.flush()
    }

    private var hasEnded: Bool {
        var information = unsafe siginfo_t()
        let result = unsafe waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT)
        guard result == 0 else { return errno != EINTR }
        return unsafe information.si_signo != 0
    }
}
