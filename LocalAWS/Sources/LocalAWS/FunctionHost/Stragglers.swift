private import FoundationEssentials
internal import Glibc

/// Processes that a function left behind and that have fled its process group, for instance with `setsid`.
///
/// They are known by a variable of their environment that no other process has: the address of the execution
/// environment's own Runtime API.
enum Stragglers {
    /// How often the list of processes is gone through at most: one that forks while it is read can be missed once.
    private static let roundLimit = 10

    /// The variable, `NAME=value`, that the processes of a function are known by.
    static func mark(_ variables: [String: String]) -> String {
        "AWS_LAMBDA_RUNTIME_API=\(variables["AWS_LAMBDA_RUNTIME_API"] ?? "")"
    }

    /// Kills them all.
    static func kill(_ mark: String) {
        for _ in 0..<roundLimit {
            let found = all().filter { isMarked($0, mark) == true }
            if found.isEmpty { return }
            for processID in found { Glibc.kill(processID, SIGKILL) }
        }
    }

    /// All processes of the machine but this one.
    static func all() -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { $0 != getpid() }
    }

    /// Whether a process has the variable, or had it when it was started; nil when it has none at all.
    static func isMarked(_ processID: pid_t, _ mark: String) -> Bool? {
        let environment = environment(of: processID)
        return environment.isEmpty ? nil : environment.contains(Data(mark.utf8))
    }

    /// The variables, `NAME=value` each; none when the process is gone, or another user's.
    private static func environment(of processID: pid_t) -> [Data] {
        FileManager.default.contents(atPath: "/proc/\(processID)/environ")?.split(separator: 0) ?? []
    }
}
