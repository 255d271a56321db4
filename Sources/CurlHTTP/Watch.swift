internal import CCurl
internal import Glibc

/// What the loop waits for: the sockets and the moment that libcurl names, and the alarm.
///
/// libcurl could wait by itself (`curl_multi_poll`), but would then have to look at every transfer to find those that can
/// go on (`curl_multi_perform`). When it is told of a socket (`curl_multi_socket_action`), it looks at that one's.
final class Watch {
    /// A socket on which something can be done, in `curl_multi_socket_action`'s terms.
    struct Event {
        let socket: curl_socket_t
        /// `CURL_CSELECT_IN` or `CURL_CSELECT_OUT`; 0 when libcurl is to find out by itself, as of an error.
        let bits: Int32
    }

    private let alarm: Alarm
    /// The alarm's comes first.
    private var watched: [pollfd]
    /// The first comes last.
    private var events: [Event] = []
    private var due: Moment?

    init() throws(LibcurlFailure) {
        alarm = try Alarm()
        watched = [pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0)]
    }

    var waker: Waker { alarm.waker }

    /// Watches the socket for that, and for nothing else any more.
    func set(_ socket: curl_socket_t, events: Int32) {
        let entry = pollfd(fd: socket, events: Int16(events), revents: 0)
        if let index = index(of: socket) {
            watched[index] = entry
        } else {
            watched.append(entry)
        }
    }

    /// Forgets the socket, whose number may soon be another's.
    func remove(_ socket: curl_socket_t) {
        if let index = index(of: socket) { watched.remove(at: index) }
        events.removeAll { $0.socket == socket }
    }

    /// Sets when libcurl wants to be called if nothing happens before; nil for never.
    func setTimer(after delay: Duration?) {
        due = delay.map { .now + min($0, Self.longest) }
    }

    /// Waits until something can be done, the timer is due, another thread has called, or that time has passed.
    func wait(atMost limit: Duration?) {
        var limit = min(limit ?? Self.longest, Self.longest)
        if let due { limit = min(limit, due - .now) }
        let milliseconds = Int32((max(limit, .zero) / .milliseconds(1)).rounded(.up))
        guard unsafe poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return }
        if watched[0].revents != 0 { alarm.silence() }
        for entry in watched.dropFirst().reversed() where entry.revents != 0 {
            events.append(Event(of: entry))
        }
        // One that was closed without a word would end every wait at once.
        watched.removeAll { Int32($0.revents) & POLLNVAL != 0 }
    }

    /// The first event of the last wait that hasn't been taken yet: in the order in which the sockets came.
    func takeEvent() -> Event? { events.popLast() }

    /// Whether the timer is due; it isn't any more once that was said.
    func takeTimer() -> Bool {
        guard let due, due <= .now else { return false }
        self.due = nil
        return true
    }

    private func index(of socket: curl_socket_t) -> Int? {
        watched.dropFirst().firstIndex { $0.fd == socket }
    }

    /// Nothing depends on it: whatever the loop waits for ends the wait.
    private static let longest = Duration.seconds(3_600)
}

extension Watch.Event {
    fileprivate init(of entry: pollfd) {
        socket = entry.fd
        switch Int32(entry.revents) {
        case POLLIN: bits = CURL_CSELECT_IN
        case POLLOUT: bits = CURL_CSELECT_OUT
        default: bits = 0
        }
    }
}
