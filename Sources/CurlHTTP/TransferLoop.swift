internal import CCurl
internal import Glibc

/// The loop that owns libcurl: it takes messages, lets libcurl work, completes what has ended, and waits. It is made,
/// run and freed on one thread, and nothing of it ever leaves that thread.
final class TransferLoop {
    private let mailbox: Mailbox
    private let configuration: TransportConfiguration
    private let multi: MultiHandle
    private let thread = pthread_self()
    private var transfers: [ObjectIdentifier: Transfer] = [:]
    private var isStopping = false

    private init(_ mailbox: Mailbox, _ configuration: TransportConfiguration) throws(LibcurlFailure) {
        self.mailbox = mailbox
        self.configuration = configuration
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
                for message in mailbox.take() { handle(message) }
                if isStopping { return .shutDown }
                try multi.perform()
                completeFinished()
                try multi.poll()
            }
        } catch {
            // An error of the multi handle as a whole (no memory left, say) leaves nothing to rely on.
            return .failure(error)
        }
    }

    private func handle(_ message: Mailbox.Message) {
        preconditionOnLoop()
        switch message {
        case .start(let order): start(order)
        case .cancel(let ticket): cancel(ticket)
        case .closeIdleConnections: multi.closeIdleConnections()
        case .stop: isStopping = true
        }
    }

    private func start(_ order: TransferOrder) {
        guard !order.ticket.isCancelled else { return order.fail(.cancellation) }
        if order.request.scheme == .https, case .missing(let reason) = configuration.authorities {
            return order.fail(.certificate, reason)
        }
        do throws(LibcurlFailure) {
            transfers[ObjectIdentifier(order.ticket)] = try multi.start(order, configuration)
        } catch {
            order.fail(.other, code: error.code, "libcurl refused \(error.text)")
        }
    }

    private func cancel(_ ticket: Ticket) {
        guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(ticket)) else { return }
        transfer.complete(.cancellation)
        multi.remove(transfer)
    }

    private func completeFinished() {
        preconditionOnLoop()
        while let (transfer, code) = multi.nextFinished() {
            transfers[ObjectIdentifier(transfer.order.ticket)] = nil
            transfer.complete(code)
            multi.remove(transfer)
        }
    }

    private func end(_ ending: Ending) {
        mailbox.close(ending)
        for transfer in transfers.values {
            transfer.complete(ending)
            multi.remove(transfer)
        }
        transfers = [:]
    }

    private func preconditionOnLoop() {
        precondition(
            pthread_equal(thread, pthread_self()) != 0,
            "the transfer loop was entered from another thread"
        )
    }
}
