internal import Glibc

/// A thread of its own, joined when its handle goes.
struct LoopThread: ~Copyable, Sendable {
    private let thread: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts the thread, or throws what the system said.
    init(_ run: @escaping @Sendable () -> Void) throws(SystemFailure) {
        var thread = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(run))
        let code = unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                LoopThread.leaveSignalsToOthers()
                body.run()
                return nil
            },
            body.toOpaque()
        )
        guard code == 0 else {
            unsafe body.release()
            throw SystemFailure(code: code)
        }
        self.thread = thread
    }

    /// A thread that drops its own handle, since it ran the last task that held it, can't wait for itself.
    deinit {
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }

    /// Signals meant for the process are handled elsewhere, and a SIGPIPE from within OpenSSL stays unheard. Those
    /// that tell of a crash are left as they are.
    private static func leaveSignalsToOthers() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS] {
            unsafe sigdelset(&signals, fault)
        }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

/// What the system said, as an `errno`.
struct SystemFailure: Error {
    let code: Int32
}
