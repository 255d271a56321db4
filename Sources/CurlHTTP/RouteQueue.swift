/// The transfers of one route: those that run, and in the order they came those that wait for a connection.
struct RouteQueue {
    private var running: [ObjectIdentifier: Transfer] = [:]
    private var waiting: ArraySlice<TransferOrder> = []

    var isEmpty: Bool { running.isEmpty && waiting.isEmpty }
    var firstWaiting: TransferOrder? { waiting.first }
    var allRunning: [Transfer] { Array(running.values) }
    var allWaiting: [TransferOrder] { Array(waiting) }
    var nextDeadline: Moment? { waiting.compactMap(\.deadline).min() }

    /// How many transfers run; with HTTP/1.1 each has a connection of its own.
    var runningCount: Int { running.count }

    /// How many connections the running transfers use or may be about to open, where they may share.
    var sharedConnectionCount: Int {
        let connections = running.values.map(\.connection)
        return connections.count { $0 == nil } + Set(connections.compactMap(\.self)).count
    }

    /// Whether it isn't known yet if the transfers can share a connection: the first one is still connecting.
    var isFirstConnecting: Bool {
        !running.isEmpty && running.values.allSatisfy { $0.connection == nil }
    }

    mutating func wait(_ order: TransferOrder) {
        waiting.append(order)
    }

    mutating func takeFirst() -> TransferOrder? {
        waiting.popFirst()
    }

    mutating func takeWaiting(_ ticket: Ticket) -> TransferOrder? {
        waiting.firstIndex { $0.ticket === ticket }.map { waiting.remove(at: $0) }
    }

    /// Takes those whose time limit has passed while they waited.
    mutating func takeOverdue(at now: Moment) -> [TransferOrder] {
        let overdue = waiting.filter { $0.isOverdue(at: now) }
        if !overdue.isEmpty { waiting.removeAll { $0.isOverdue(at: now) } }
        return Array(overdue)
    }

    mutating func run(_ transfer: Transfer) {
        running[ObjectIdentifier(transfer.order.ticket)] = transfer
    }

    mutating func takeRunning(_ ticket: Ticket) -> Transfer? {
        running.removeValue(forKey: ObjectIdentifier(ticket))
    }
}
