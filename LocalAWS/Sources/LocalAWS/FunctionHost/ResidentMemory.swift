private import FoundationEssentials
internal import Glibc
internal import Synchronization

/// The most memory that a live process had resident, in bytes; nil when it is gone.
///
/// The kernel's other figure, `ru_maxrss`, counts what the parent had at the time of the start.
func residentPeak(of processID: pid_t) -> Int? {
    ProcessStatus(processID)?.peakMemory
}

/// What the kernel says of a live process.
struct ProcessStatus {
    /// What it has resident, in bytes.
    let memory: Int
    /// The most that it had, in bytes.
    let peakMemory: Int
    let threads: Int

    /// Nil when it is gone, or has no memory any more.
    init?(_ processID: pid_t) {
        guard let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8) else {
            return nil
        }
        let lines = status.split(separator: "\n")
        guard let memory = figure("VmRSS:", in: lines), let peak = figure("VmHWM:", in: lines) else {
            return nil
        }
        self.memory = memory * 1_024
        peakMemory = peak * 1_024
        threads = figure("Threads:", in: lines) ?? 1
    }
}

/// What a live process has resident, in bytes, where what it shares with others counts in part; nil when that isn't to be
/// had.
func proportionalMemory(of processID: pid_t) -> Int? {
    guard let rollup = try? String(contentsOfFile: "/proc/\(processID)/smaps_rollup", encoding: .utf8) else {
        return nil
    }
    return figure("Pss:", in: rollup.split(separator: "\n")).map { $0 * 1_024 }
}

private func figure(_ name: String, in lines: [Substring]) -> Int? {
    lines.first { $0.hasPrefix(name) }?
        .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
}

/// The most memory that a function was seen to have.
final class MemoryAccount: Sendable {
    private let most = Mutex<Int?>(nil)

    /// In bytes.
    var peak: Int? { most.withLock { $0 } }

    func note(_ bytes: Int?) {
        guard let bytes else { return }
        most.withLock { $0 = max($0 ?? 0, bytes) }
    }
}
