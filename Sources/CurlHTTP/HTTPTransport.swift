internal import CCurl
package import HTTPTypes

/// Sends HTTP requests through one libcurl multi handle that lives on a thread of its own.
///
/// How the module works, from the outside in:
/// - `HTTPTransport` is the only face, and the only thing here that is shared between threads.
/// - `WireRequest` is the request, checked and put into the form that libcurl sends.
/// - `Mailbox` brings a `TransferOrder` to the loop, and a cancellation, and wakes it.
/// - `LoopExecutor` runs the tasks that prefer it on the loop's thread.
/// - `TransferLoop` owns libcurl on a `LoopThread`: it takes messages, starts what may start, completes what has ended,
///   and waits until libcurl can go on.
/// - `Watch` is what it waits for: the sockets and the moment that libcurl names, and the `Alarm` of other threads.
/// - `TransferQueue` decides what may: on each `Route`, no more than the connections that the configuration allows.
/// - `Transfer` is one request in flight, with its `EasyHandle` and the `ResponseHead` so far.
/// - `TransportResponse` or `TransportError` is how it ended; an answer of any status is a response.
package final class HTTPTransport: Sendable {
    /// Runs tasks on the loop's own thread: for a program that does little but send and await, since it saves the
    /// changes of threads on the way there and back. What runs there must not block.
    package let executor: any TaskExecutor

    private let configuration: TransportConfiguration
    private let mailbox: Mailbox
    private let thread: LoopThread?

    /// How many connections to one host may be in use at once; further transfers wait for one.
    package var connectionLimitPerHost: Int { configuration.connectionLimitPerHost }

    /// Starts the transfer loop.
    package init(_ configuration: TransportConfiguration = TransportConfiguration()) {
        CurlGlobal.initialise()
        let mailbox = Mailbox()
        self.configuration = configuration
        self.mailbox = mailbox
        executor = LoopExecutor(mailbox)
        do throws(SystemFailure) {
            thread = try LoopThread { TransferLoop.run(mailbox, configuration) }
        } catch {
            thread = nil
            mailbox.close(Ending(kind: .other, code: error.code, message: "no thread for the transfer loop"))
        }
    }

    /// Ends every transfer that is in flight with `cancelled`, and waits for the loop's thread.
    deinit {
        shutDown()
    }

    /// Ends every transfer that is in flight with `cancelled`; whatever is sent afterwards ends so at once.
    package func shutDown() {
        try? mailbox.post(.stop)
    }

    /// Closes the connections that no transfer uses at this moment, so that what is sent next opens new ones: for use
    /// when they can't be trusted any more, as after a thaw. (Those idle for longer than the configuration's
    /// `maximumIdleTime` are closed without being asked.)
    package func closeIdleConnections() {
        try? mailbox.post(.closeIdleConnections)
    }

    /// Sends the request with its body and awaits the whole answer, whatever its status.
    ///
    /// The scheme, authority and path of the request make up the URL, and are sent byte for byte as they are given.
    /// Cancelling the task ends the transfer.
    ///
    /// - Throws: `TransportError` when no whole answer came.
    package func send(
        _ request: HTTPRequest,
        body: [UInt8] = [],
        options: TransferOptions = TransferOptions()
    ) async throws(TransportError) -> TransportResponse {
        let request = try WireRequest(request, body: body)
        let route = Route(of: request, options, configuration)
        let ticket = Ticket()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = TransferOrder(
                    request: request,
                    options: options,
                    route: route,
                    ticket: ticket,
                    continuation: continuation
                )
                do throws(Ending) { try mailbox.post(.start(order)) } catch { order.fail(error) }
            }
        } onCancel: {
            ticket.cancel()
            try? mailbox.post(.cancel(ticket))
        }
        assert(ticket.isEnded)
        return try outcome.get()
    }
}
