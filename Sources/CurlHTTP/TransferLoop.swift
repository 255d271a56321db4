internal import CCurl
internal import Glibc

/// The loop that owns libcurl: it takes messages, starts what may start, completes what has ended, and waits until libcurl
/// can go on. It is made, run and freed on one thread, and nothing of it ever leaves that thread.
final class TransferLoop {
    private let mailbox: Mailbox
    private let configuration: TransportConfiguration
    private let multi: MultiHandle
    private let thread = pthread_self()
    private var queue: TransferQueue
    private var isStopping = false

    private init(_ mailbox: Mailbox, _ configuration: TransportConfiguration) throws(LibcurlFailure) {
        self.mailbox = mailbox
        self.configuration = configuration
        queue = TransferQueue(configuration)
        multi = try MultiHandle(configuration)
        mailbox.open(waking: multi.waker)
    }

    /// Makes a loop on the calling thread and runs it until it is told to stop. Every transfer that was ever posted
    /// has been completed when this returns.
    static func run(_ mailbox: Mailbox, _ configuration: TransportConfiguration) {
        do throws(LibcurlFailure) {
            let loop = try TransferLoop(mailbox, configuration)
            loop.end(loop.run())
        } catch {
            mailbox.close(.failure(error))
        }
    }

    private func run() -> Ending {
        do throws(LibcurlFailure) {
            while true {
                try takeMessages()
                if isStopping { return .shutDown }
                try startWaiting()
                endOverdue()
                // Whoever is told of an end may go on at once, and whoever waits for a connection may have it.
                if completeFinished() || mailbox.hasMessages { continue }
                try multi.wait(atMost: queue.nextDeadline.map { $0 - .now })
            }
        } catch {
            // An error of the multi handle as a whole (no memory left, say) leaves nothing to rely on.
            return .failure(error)
        }
    }

    /// Handles what is there, and what comes of it on this thread: jobs send, and what is sent resumes jobs. What a job
    /// sends is on its way before the next job runs.
    private func takeMessages() throws(LibcurlFailure) {
        while !isStopping, let message = mailbox.next() { try handle(message) }
    }

    private func handle(_ message: Mailbox.Message) throws(LibcurlFailure) {
        preconditionOnLoop()
        switch message {
        case .start(let order):
            enqueue(order)
            try startWaiting()
        case .run(let job): job.run()
        case .cancel(let ticket): cancel(ticket)
        case .closeIdleConnections: multi.closeIdleConnections()
        case .stop: isStopping = true
        }
    }

    private func enqueue(_ order: TransferOrder) {
        guard !order.ticket.isCancelled else { return order.fail(.cancellation) }
        if order.request.scheme == .https, case .missing(let reason) = configuration.authorities {
            return order.fail(.certificate, reason)
        }
        queue.wait(order)
    }

    /// Starts what the limits allow.
    private func startWaiting() throws(LibcurlFailure) {
        while let order = queue.takeStartable() {
            do throws(LibcurlFailure) {
                queue.run(try multi.start(order, configuration))
            } catch {
                order.fail(.other, code: error.code, "libcurl refused \(error.text)")
            }
            try multi.doWhatIsDue()
        }
    }

    private func endOverdue() {
        for order in queue.takeOverdue(at: .now) { order.fail(.timeout, "no connection was free in time") }
    }

    private func cancel(_ ticket: Ticket) {
        if let order = queue.takeWaiting(ticket) { return order.fail(.cancellation) }
        guard let transfer = queue.takeRunning(ticket) else { return }
        transfer.complete(.cancellation)
        multi.remove(transfer)
    }

    /// - Returns: Whether any had.
    private func completeFinished() -> Bool {
        preconditionOnLoop()
        var hadAny = false
        while let (transfer, code) = multi.nextFinished() {
            queue.end(transfer)
            transfer.complete(code)
            multi.remove(transfer, isWhole: code == CURLE_OK)
            hadAny = true
        }
        return hadAny
    }

    private func end(_ ending: Ending) {
        mailbox.close(ending)
        let (running, waiting) = queue.takeAll()
        for transfer in running {
            transfer.complete(ending)
            multi.remove(transfer)
        }
        for order in waiting { order.fail(ending) }
    }

    private func preconditionOnLoop() {
        precondition(
            pthread_equal(thread, pthread_self()) != 0,
            "the transfer loop was entered from another thread"
        )
    }
}
