internal import CCurl

/// An easy handle that is set up for the transfers of a route, one after another: setting one up takes about a third
/// of what libcurl takes to send a request.
final class RouteHandle {
    let route: Route
    var easy: EasyHandle

    /// Sets a handle up for the order's route.
    ///
    /// - Parameter sessions: A share handle; the transfers resume its TLS sessions, and add their own. It must outlive
    ///   the handle.
    @unsafe
    init(
        for order: TransferOrder,
        _ configuration: TransportConfiguration,
        _ connections: KeptConnections,
        sessions: UnsafeMutableRawPointer
    ) throws(LibcurlFailure) {
        route = order.route
        easy = try EasyHandle()
        try easy.setUp(for: route, order.request, configuration)
        try easy.installCallbacks(connections)
        try unsafe easy.set(CURLOPT_SHARE, sessions)
    }
}

/// The handles that no transfer uses. Used on one thread.
final class IdleHandles {
    private var handles: [Route: [RouteHandle]] = [:]
    private var count = 0

    /// A transfer takes one that fits, if there is one.
    func take(for route: Route) -> RouteHandle? {
        guard let handle = handles[route]?.popLast() else { return nil }
        if handles[route]?.isEmpty == true { handles[route] = nil }
        count -= 1
        return handle
    }

    /// One is put back after a transfer that went well.
    func put(_ handle: RouteHandle) {
        guard count < Self.limit else { return }
        handles[handle.route, default: []].append(handle)
        count += 1
    }

    func removeAll() {
        handles = [:]
        count = 0
    }

    /// A handle is some kilobytes.
    private static let limit = 32
}
