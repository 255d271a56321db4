/// Runs tasks on the transfer loop's thread.
///
/// A task that mostly sends and awaits runs there without any change of threads: what a finished transfer resumes is
/// the next thing the loop does, and what it sends is the next thing libcurl is given.
final class LoopExecutor: TaskExecutor {
    private let mailbox: Mailbox

    init(_ mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    /// A job that comes when there is no loop any more runs where tasks without a preference do.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        do throws(Ending) {
            try mailbox.post(.run(LoopJob(job: job, executor: self)))
        } catch {
            globalConcurrentExecutor.enqueue(ExecutorJob(job))
        }
    }
}

/// A piece of a task, to be run once.
struct LoopJob: Sendable {
    fileprivate let job: UnownedJob
    fileprivate let executor: LoopExecutor

    /// Runs it to its next suspension, on the loop's thread.
    func run() {
        unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
    }

    /// Runs it somewhere else, when there is no loop any more.
    func runElsewhere() {
        globalConcurrentExecutor.enqueue(ExecutorJob(job))
    }
}
