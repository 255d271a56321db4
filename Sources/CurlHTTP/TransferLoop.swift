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

    init(_ mailbox: Mailbox, _ configuration: TransportConfiguration) throws(SetupFailure) {
        self.mailbox = mailbox
        self.configuration = configuration
        multi = try MultiHandle()
        multi.set(CURLMOPT_MAXCONNECTS, configuration.connectionLimit)
        multi.set(CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.connectionLimit)
        multi.set(CURLMOPT_MAX_HOST_CONNECTIONS, configuration.connectionLimitPerHost)
        mailbox.open(waking: multi.waker)
    }

    /// Runs until it is told to stop. Every transfer that was ever posted has been completed when it returns.
    func run() {
        while !isStopping {
            for message in mailbox.take() { handle(message) }
            check(multi.perform())
            completeFinished()
            if !isStopping { check(multi.poll()) }
        }
        shutDown()
    }

    private func handle(_ message: Mailbox.Message) {
        preconditionOnLoop()
        switch message {
        case .start(let order): start(order)
        case .cancel(let ticket): cancel(ticket)
        case .stop: isStopping = true
        }
    }

    private func start(_ order: TransferOrder) {
        guard !order.ticket.isCancelled else { return order.fail(.cancelled, "cancelled before it began") }
        if order.request.scheme == .https, case .missing(let reason) = configuration.authorities {
            return order.fail(.certificate, reason)
        }
        do {
            let transfer = try Transfer(order, configuration: configuration)
            let code = multi.add(transfer)
            guard code == CURLM_OK else { return order.fail(.other, text(of: code)) }
            transfers[ObjectIdentifier(order.ticket)] = transfer
        } catch {
            let text = unsafe String(cString: curl_easy_strerror(error.code))
            order.fail(.other, code: Int32(error.code.rawValue), "libcurl refused \(error.setting): \(text)")
        }
    }

    private func cancel(_ ticket: Ticket) {
        guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(ticket)) else { return }
        multi.remove(transfer)
        transfer.complete(.cancelled, "cancelled")
    }

    private func completeFinished() {
        preconditionOnLoop()
        while let (transfer, code) = multi.nextFinished() {
            transfers[ObjectIdentifier(transfer.order.ticket)] = nil
            multi.remove(transfer)
            transfer.complete(code)
        }
    }

    /// An error of the multi handle as a whole (out of memory, a bug) leaves nothing to rely on: the loop ends.
    private func check(_ code: CURLMcode) {
        if code != CURLM_OK { isStopping = true }
    }

    private func shutDown() {
        for message in mailbox.close() {
            if case .start(let order) = message { order.fail(.cancelled, Self.shutDownText) }
        }
        for transfer in transfers.values {
            multi.remove(transfer)
            transfer.complete(.cancelled, Self.shutDownText)
        }
        transfers = [:]
    }

    private func text(of code: CURLMcode) -> String {
        unsafe String(cString: curl_multi_strerror(code))
    }

    private func preconditionOnLoop() {
        precondition(
            pthread_equal(thread, pthread_self()) != 0,
            "the transfer loop was entered from another thread"
        )
    }

    static let shutDownText = "the transport was shut down"
}
