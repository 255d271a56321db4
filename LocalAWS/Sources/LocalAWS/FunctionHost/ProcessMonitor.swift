private import CLimits
private import Dispatch
internal import Glibc

/// Watches one process on a thread of its own: reads its log, kills it and all that it started when they take too much,
/// notices its end.
struct ProcessMonitor: Sendable {
    let processID: pid_t
    /// Becomes readable when the process ends; -1 where the kernel has no such descriptor.
    let processDescriptor: Int32
    let pipe: LogPipe
    let limits: SandboxLimits
    /// By which processes are known that fled the process's group.
    let mark: String
    /// Is told how much memory they have.
    let account: MemoryAccount

    /// How often a kernel without process descriptors is asked, in milliseconds.
    private static let pollInterval: Int32 = 20
    /// After how many looks at memory the whole machine is looked at for processes that fled, and the disk for files.
    private static let thoroughness = 10

    /// Returns when the process has ended and what it wrote is in the log. The process is then still to be reaped, so its
    /// ID, and that of its group, can't belong to another yet.
    ///
    /// - Returns: the limit that it was killed for; nil when it ended otherwise.
    func waitForEnd() async -> SandboxLimits.Breach? {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "local-aws.process").async {
                continuation.resume(returning: watch())
            }
        }
    }

    private func watch() -> SandboxLimits.Breach? {
        var family = ProcessFamily(leader: processID, mark: mark)
        var breach: SandboxLimits.Breach?
        var looks = 0
        var nextLook = ContinuousClock.now
        var watched = [
            pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let timeout = processDescriptor < 0 ? Self.pollInterval : SandboxLimits.interval
        while !hasEnded {
            if ContinuousClock.now >= nextLook {
                looks += 1
                breach = look(at: &family, isThorough: looks.isMultiple(of: Self.thoroughness)) ?? breach
                nextLook = .now + .milliseconds(SandboxLimits.interval)
            }
            unsafe poll(&watched, nfds_t(watched.count), timeout)
            if watched[1].revents != 0, pipe.drain() == .ended { watched[1].fd = -1 }
        }
        account.note(lastingPeak)
        pipe.drain()
        pipe.flush()
        return breach
    }

    /// Kills the process and all that it started if they go beyond a limit, which is returned then.
    private func look(at family: inout ProcessFamily, isThorough: Bool) -> SandboxLimits.Breach? {
        let usage = family.usage(isThorough: isThorough)
        account.note(usage.memory)
        let breach = limits.breach(by: usage) ?? (isThorough ? limits.storageBreach() : nil)
        guard breach != nil else { return nil }
        for member in family.members { kill(member, SIGKILL) }
        kill(-processID, SIGKILL)
        return breach
    }

    /// The kernel's own figure, once the process has ended and before it is reaped.
    ///
    /// It begins with what this program had when it started the process: one that isn't more than that says nothing.
    private var lastingPeak: Int? {
        let peak = Int(local_aws_resident_peak(processID)) * 1_024
        guard let own = residentPeak(of: getpid()), peak > own else { return nil }
        return peak
    }

    private var hasEnded: Bool {
        var information = unsafe siginfo_t()
        let result = unsafe waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT)
        guard result == 0 else { return errno != EINTR }
        return unsafe information.si_signo != 0
    }
}
