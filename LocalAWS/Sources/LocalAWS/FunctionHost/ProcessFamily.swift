private import FoundationEssentials
internal import Glibc

/// What the processes of a function use together.
struct ProcessUsage: Sendable, Equatable {
    /// In bytes.
    var memory = 0
    /// Processes and threads.
    var tasks = 0
}

/// The processes of a function: the one that was started, its descendants, and those that have no living parent of the
/// family any more.
struct ProcessFamily {
    /// All that were found last.
    private(set) var members: [pid_t]

    private let leader: pid_t
    private let mark: String
    /// Those that fled, and are known by their mark.
    private var fugitives: [pid_t] = []
    /// Those that have been looked at and don't belong here.
    private var strangers: Set<pid_t> = []
    /// Those that had no variables to be seen: threads of the kernel, and what is just being started.
    private var doubtful: Set<pid_t> = []

    /// - Parameter mark: by which fled processes are known.
    init(leader: pid_t, mark: String) {
        self.leader = leader
        self.mark = mark
        members = [leader]
    }

    /// What all of them use.
    ///
    /// - Parameter isThorough: whether the whole machine is gone through for processes that fled.
    mutating func usage(isThorough: Bool) -> ProcessUsage {
        if isThorough { findFugitives() }
        members = descendants(of: [leader] + fugitives)
        guard members.count > 1 else { return usageOfLeader }
        return members.reduce(into: ProcessUsage()) { usage, member in
            guard let status = ProcessStatus(member) else { return }
            usage.memory += proportionalMemory(of: member) ?? status.memory
            usage.tasks += status.threads
        }
    }

    private var usageOfLeader: ProcessUsage {
        guard let status = ProcessStatus(leader) else { return ProcessUsage() }
        return ProcessUsage(memory: status.peakMemory, tasks: status.threads)
    }

    private mutating func findFugitives() {
        let all = Stragglers.all()
        strangers.formIntersection(all)
        doubtful.formIntersection(all)
        let known = Set(members)
        fugitives = all.filter { processID in
            if known.contains(processID) { return fugitives.contains(processID) }
            guard !strangers.contains(processID) else { return false }
            switch Stragglers.isMarked(processID, mark) {
            case true?: return true
            case nil where doubtful.insert(processID).inserted: return false
            default:
                strangers.insert(processID)
                return false
            }
        }
    }

    private func descendants(of roots: [pid_t]) -> [pid_t] {
        var found = roots
        var seen = Set(roots)
        var next = 0
        while next < found.count {
            for child in children(of: found[next]) where seen.insert(child).inserted { found.append(child) }
            next += 1
        }
        return found
    }

    private func children(of processID: pid_t) -> [pid_t] {
        let tasks = "/proc/\(processID)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.flatMap { thread in
            let text = try? String(contentsOfFile: "\(tasks)/\(thread)/children", encoding: .utf8)
            return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
        }
    }
}
