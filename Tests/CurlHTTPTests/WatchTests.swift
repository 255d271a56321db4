import CCurl
import Glibc
import Testing

@testable import CurlHTTP

@Suite struct `The loop's watch` {
    private let watch: Watch
    private let near: Int32
    private let far: Int32

    init() throws {
        watch = try Watch()
        var ends: [Int32] = [-1, -1]
        try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        (near, far) = (ends[0], ends[1])
    }

    private func events() -> [Watch.Event] {
        watch.wait(atMost: .milliseconds(1))
        var events: [Watch.Event] = []
        while let event = watch.takeEvent() { events.append(event) }
        return events
    }

    private func write() { _ = unsafe Glibc.write(far, [1], 1) }

    private func closeBoth() {
        close(near)
        close(far)
    }

    @Test func `tells what can be done on a socket, and nothing of one that was removed`() {
        defer { closeBoth() }
        #expect(events().isEmpty)
        watch.set(near, events: POLLOUT)
        #expect(events().map(\.bits) == [CURL_CSELECT_OUT])
        watch.set(near, events: POLLIN)
        #expect(events().isEmpty)
        write()
        #expect(events().map(\.bits) == [CURL_CSELECT_IN])
        watch.remove(near)
        #expect(events().isEmpty)
    }

    @Test func `tells first of the socket that came first`() {
        defer { closeBoth() }
        watch.set(near, events: POLLOUT)
        watch.set(far, events: POLLOUT)
        #expect(events().map(\.socket) == [near, far])
        watch.remove(near)
        watch.set(near, events: POLLOUT)
        #expect(events().map(\.socket) == [far, near])
    }

    @Test func `forgets what a socket had ready when it is removed, since its number may be another's next`()
    {
        defer { closeBoth() }
        watch.set(near, events: POLLIN)
        write()
        watch.wait(atMost: .seconds(1))
        watch.remove(near)
        #expect(watch.takeEvent() == nil)
    }

    @Test func `has libcurl find out about an end or an error by itself`() {
        watch.set(near, events: POLLIN)
        close(far)
        #expect(events().map(\.bits) == [0])
        close(near)
    }

    @Test func `tells of a socket that was closed without a word once, and isn't kept awake by it`() {
        watch.set(near, events: POLLIN)
        closeBoth()
        #expect(events().map(\.socket) == [near])
        #expect(events().isEmpty)
    }

    @Test func `is ended by another thread, before it begins as while it lasts`() async {
        defer { closeBoth() }
        let waker = watch.waker
        waker.wake()
        watch.wait(atMost: nil)
        let thread = Task.detached {
            usleep(50_000)
            waker.wake()
        }
        watch.wait(atMost: nil)
        await thread.value
        #expect(events().isEmpty)
    }

    @Test func `says once that the timer is due, and not before`() {
        defer { closeBoth() }
        #expect(!watch.takeTimer())
        watch.setTimer(after: .zero)
        #expect(watch.takeTimer())
        #expect(!watch.takeTimer())
        watch.setTimer(after: .seconds(3_600))
        #expect(!watch.takeTimer())
        watch.setTimer(after: .milliseconds(5))
        watch.wait(atMost: nil)
        #expect(watch.takeTimer())
        watch.setTimer(after: .zero)
        watch.setTimer(after: nil)
        #expect(!watch.takeTimer())
    }
}
