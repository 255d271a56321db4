private import FoundationEssentials
internal import Glibc

/// The most memory that a live process had resident, in bytes; nil when it is gone.
///
/// The kernel's other figure, `ru_maxrss`, counts what the parent had at the time of the start.
func residentPeak(of processID: pid_t) -> Int? {
    memoryFigure("VmHWM:", of: processID)
}

/// What a live process has resident now, in bytes; nil when it is gone.
func residentMemory(of processID: pid_t) -> Int? {
    memoryFigure("VmRSS:", of: processID)
}

private func memoryFigure(_ name: String, of processID: pid_t) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
        let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1_024
}
