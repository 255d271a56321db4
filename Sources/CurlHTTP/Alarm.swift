internal import CCurl
internal import Glibc

/// A pair of sockets through which other threads end the loop's wait.
struct Alarm: ~Copyable {
    /// Readable from a call of `Waker.wake` on, until `silence`.
    let descriptor: Int32
    private let other: Int32

    init() throws(LibcurlFailure) {
        var ends: [Int32] = [-1, -1]
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        guard unsafe socketpair(AF_UNIX, Int32(type), 0, &ends) == 0 else {
            throw LibcurlFailure(code: CURLE_OUT_OF_MEMORY, setting: "socketpair, errno \(errno)")
        }
        (descriptor, other) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(other)
    }

    /// Takes the calls that have come.
    func silence() {
        var calls = [UInt8](repeating: 0, count: 64)
        while unsafe read(descriptor, &calls, calls.count) == calls.count {}
    }

    var waker: Waker { Waker(descriptor: other) }
}

/// What other threads may do: make the loop's wait end, now or the next time it waits. Valid as long as the alarm is.
struct Waker: Sendable {
    fileprivate let descriptor: Int32

    /// Calls that nobody has taken yet may fill the socket, and one would do.
    func wake() {
        var call: UInt8 = 1
        _ = unsafe write(descriptor, &call, 1)
    }
}
