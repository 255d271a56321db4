/// What the server does with a request: a list of steps, carried out in order.
package struct Reply: Sendable {
    /// One thing done to the connection.
    package enum Step: Sendable {
        /// Bytes sent as they are.
        case send([UInt8])
        /// Nothing happens for that long.
        case pause(Duration)
        /// The connection is closed as a server does it that has said all.
        case close
        /// The connection is closed without TLS's farewell, as a crash does it.
        case cut
        /// The connection is reset (RST).
        case reset
        /// Bytes are passed both ways between the connection and that port of 127.0.0.1, until either side ends.
        case relay(port: Int)
    }

    /// The steps in order. After the last the connection is read for another request, unless it was closed or reset.
    package var steps: [Step]

    /// A reply of these steps.
    package init(_ steps: [Step]) {
        self.steps = steps
    }

    /// An ordinary answer with a body and its length.
    package static func response(
        _ status: Int,
        _ fields: [(String, String)] = [],
        body: String = ""
    ) -> Reply {
        var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        return Reply([.send(Array((head + "\r\n" + body).utf8))])
    }

    /// The same reply, begun that much later.
    package func delayed(by duration: Duration) -> Reply {
        Reply([.pause(duration)] + steps)
    }
}
