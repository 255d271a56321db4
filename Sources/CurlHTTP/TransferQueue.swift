/// The transfers of a loop: those that run, and those that wait until they may have a connection. On each route the
/// first to come is the first to start.
///
/// libcurl could make transfers wait by itself (`CURLMOPT_MAX_HOST_CONNECTIONS`, `CURLOPT_PIPEWAIT`), but forgets some.
/// In 7.88, when one transfer lets another go on within `curl_multi_perform`, the other gets a timer that is due at
/// once, and the end of the same call may remove it as dealt with. If nothing else happens on the multi handle, that
/// transfer sleeps until its time limit. So libcurl is given only what it can start at once.
struct TransferQueue {
    private let configuration: TransportConfiguration
    private var routes: [Route: RouteQueue] = [:]

    init(_ configuration: TransportConfiguration) {
        self.configuration = configuration
    }

    /// When the first of the waiting transfers' time limits passes.
    var nextDeadline: Moment? {
        routes.values.compactMap(\.nextDeadline).min()
    }

    /// Puts the order at the end of its route's queue.
    mutating func wait(_ order: TransferOrder) {
        routes[order.route, default: RouteQueue()].wait(order)
    }

    /// Counts the transfer, whose order was taken from the queue, as running.
    mutating func run(_ transfer: Transfer) {
        routes[transfer.order.route, default: RouteQueue()].run(transfer)
    }

    /// Takes the order that has waited the longest of those that may start now.
    mutating func takeStartable() -> TransferOrder? {
        var head: TransferOrder?
        var connections = 0
        for (route, queue) in routes {
            connections += connectionCount(queue, on: route)
            guard let order = queue.firstWaiting, hasRoom(queue, on: route) else { continue }
            if head.map({ order.sentAt < $0.sentAt }) ?? true { head = order }
        }
        guard let head, connections < configuration.connectionLimit else { return nil }
        return take(on: head.route) { $0.takeFirst() }
    }

    /// Takes the orders whose time limit has passed while they waited.
    mutating func takeOverdue(at now: Moment) -> [TransferOrder] {
        guard let deadline = nextDeadline, deadline <= now else { return [] }
        return Array(routes.keys).flatMap { route in take(on: route) { $0.takeOverdue(at: now) } ?? [] }
    }

    /// Takes the order with that ticket, if it waits.
    mutating func takeWaiting(_ ticket: Ticket) -> TransferOrder? {
        for route in Array(routes.keys) {
            if let order = take(on: route, { $0.takeWaiting(ticket) }) { return order }
        }
        return nil
    }

    /// Takes the transfer with that ticket, if it runs.
    mutating func takeRunning(_ ticket: Ticket) -> Transfer? {
        for route in Array(routes.keys) {
            if let transfer = take(on: route, { $0.takeRunning(ticket) }) { return transfer }
        }
        return nil
    }

    /// Counts the transfer, which has ended, no longer.
    mutating func end(_ transfer: Transfer) {
        _ = take(on: transfer.order.route) { $0.takeRunning(transfer.order.ticket) }
    }

    /// Takes everything.
    mutating func takeAll() -> (running: [Transfer], waiting: [TransferOrder]) {
        defer { routes = [:] }
        return (routes.values.flatMap(\.allRunning), routes.values.flatMap(\.allWaiting))
    }

    /// What the body takes out of the route's queue, which goes when nothing is left in it.
    private mutating func take<Taken>(on route: Route, _ body: (inout RouteQueue) -> Taken?) -> Taken? {
        guard routes[route] != nil else { return nil }
        defer { if routes[route]?.isEmpty == true { routes[route] = nil } }
        return body(&routes[route, default: RouteQueue()])
    }

    private func connectionCount(_ queue: RouteQueue, on route: Route) -> Int {
        route.mayMultiplex(configuration) ? queue.sharedConnectionCount : queue.runningCount
    }

    /// Whether a transfer may begin that opens a connection of its own. Where transfers may be able to share one, the
    /// first goes ahead and finds out.
    private func hasRoom(_ queue: RouteQueue, on route: Route) -> Bool {
        connectionCount(queue, on: route) < configuration.connectionLimitPerHost
            && !(route.mayMultiplex(configuration) && queue.isFirstConnecting)
    }
}
