private import FoundationEssentials
private import Glibc

/// Processes that a function left behind and that have fled its process group, for instance with `setsid`.
///
/// They are known by a variable of their environment that no other process has: the address of the execution
/// environment's own Runtime API.
enum Stragglers {
    /// How often the list of processes is gone through at most: one that forks while it is read can be missed once.
    private static let roundLimit = 10

    /// Kills them all.
    static func kill(withVariable name: String, value: String?) {
        guard let value else { return }
        let entry = Data("\(name)=\(value)".utf8)
        for _ in 0..<roundLimit {
            let found = processes(with: entry)
            if found.isEmpty { return }
            for processID in found { Glibc.kill(processID, SIGKILL) }
        }
    }

    private static func processes(with entry: Data) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { processID in
            processID != getpid() && environment(of: processID).contains(entry)
        }
    }

    /// The variables, `NAME=value` each; none when the process is gone, or another user's.
    private static func environment(of processID: pid_t) -> [Data] {
        FileManager.default.contents(atPath: "/proc/\(processID)/environ")?.split(separator: 0) ?? []
    }
}
