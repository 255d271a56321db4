internal import CSpawn
internal import Glibc
internal import Platform

/// Why a child process has no output.
enum ChildProcessError: Error, Equatable, CustomStringConvertible {
    case notStarted(String)
    case exited(status: Int32)
    case killed(signal: Int32)
    case outputTooLarge(limit: Int)
    case timedOut(Duration)
    case cancelled

    /// The end of a sentence that begins with the program's name.
    var description: String {
        switch self {
        case .notStarted(let reason): "it could not be started (\(reason))"
        case .exited(let status): "it ended with status \(status); run it by hand to see what it says"
        case .killed(let signal): "it was ended by signal \(signal)"
        case .outputTooLarge(let limit): "it printed more than \(limit) bytes"
        case .timedOut(let duration): "it had not ended after \(duration)"
        case .cancelled: "it was cancelled"
        }
    }
}

/// A running program and the pipe that its output comes through. It has nothing on standard input, and a process group
/// of its own; when this goes, so does the whole group, unless the program has ended by itself.
struct ChildProcess: ~Copyable {
    private let id: pid_t
    private let pipe: Int32
    /// What `waitpid` has said; while there is none the process, or its remains, are ours.
    private var status: Int32?

    /// Starts the program that the first word names, a path or a name to be found in `PATH`.
    init(_ words: [String], environment: Environment) throws(ChildProcessError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw .notStarted(Self.text(errno)) }
        defer { close(ends[1]) }
        do throws(ChildProcessError) {
            id = try spawn(words, environment: environment, output: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        pipe = ends[0]
        _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
        _ = fcntl(pipe, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        if status == nil {
            kill(-id, SIGKILL)
            while waitpid(id, nil, 0) < 0, errno == EINTR {}
        }
        close(pipe)
    }

    /// What the program prints until it ends with status 0.
    ///
    /// The wait is a look at pipe and process every few milliseconds of real time: a program that is asked once an hour
    /// is worth neither a thread nor a signal handler.
    consuming func output(timeLimit: Duration, limit: Int) async throws(ChildProcessError) -> [UInt8] {
        let deadline = ContinuousClock.now + timeLimit
        var output: [UInt8] = []
        var pause = Duration.milliseconds(1)
        while true {
            // In this order: what it printed before it ended is in the pipe once it is known to have ended. Another
            // process may hold the pipe open for ever, so its end is not waited for.
            let hasEnded = reap()
            try readAvailable(into: &output, limit: limit)
            if hasEnded { break }
            guard ContinuousClock.now < deadline else { throw .timedOut(timeLimit) }
            do { try await Task.sleep(for: pause) } catch { throw .cancelled }
            pause = min(pause * 2, .milliseconds(20))
        }
        try checkStatus()
        return output
    }

    /// Whether the program has ended.
    private mutating func reap() -> Bool {
        var status: Int32 = 0
        let result = unsafe waitpid(id, &status, WNOHANG)
        // ECHILD: somebody else has reaped it (SIGCHLD is ignored), and its status is lost.
        guard result == id || result < 0 && errno == ECHILD else { return false }
        self.status = status
        return true
    }

    private func checkStatus() throws(ChildProcessError) {
        guard let status, status != 0 else { return }
        let signal = status & 0x7F
        throw signal == 0 ? .exited(status: status >> 8 & 0xFF) : .killed(signal: signal)
    }

    private func readAvailable(into output: inout [UInt8], limit: Int) throws(ChildProcessError) {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe read(pipe, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            output += chunk[..<count]
            guard output.count <= limit else { throw .outputTooLarge(limit: limit) }
        }
    }

    fileprivate static func text(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}

/// Starts the program with that output, nothing on standard input, standard error dropped, no other descriptor, no
/// signal blocked or ignored, in a process group of its own.
private func spawn(
    _ words: [String],
    environment: Environment,
    output: Int32
) throws(ChildProcessError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // What other code has opened without O_CLOEXEC.
    unsafe shim_spawn_close_from(&actions, STDERR_FILENO + 1)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var id: pid_t = 0
    let result = unsafe withCStrings(words) { arguments in
        unsafe withCStrings(environment.assignments) { variables in
            guard let program = unsafe arguments[0] else { return ENOENT }
            return unsafe posix_spawnp(&id, program, &actions, &attributes, arguments, variables)
        }
    }
    guard result == 0 else { throw .notStarted(ChildProcess.text(result)) }
    return id
}

/// Lends the texts as an array of C strings that ends with a null pointer.
private func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers = unsafe texts.map { unsafe strdup($0) }
    defer {
        for index in unsafe pointers.indices { unsafe free(pointers[index]) }
    }
    return unsafe body(pointers + [nil])
}
