/// What an error answer says, in either dialect:
/// `<Response><Errors><Error>…</Error></Errors><RequestID>` or `<ErrorResponse><Error>…</Error><RequestId>`.
struct ErrorEnvelope {
    let code: String?
    let message: String?
    let requestID: String?

    /// Reads the envelope, whichever it is: emulators take the one for the other.
    init(_ root: XMLElement) throws(XMLProblem) {
        guard root.isNamed("Response") || root.isNamed("ErrorResponse") else {
            throw XMLProblem("an error was expected, and it is <\(printable(root.name.utf8, limit: 40))>")
        }
        let error = (root.child("Errors") ?? root).child("Error")
        code = error?.token("Code").map(withoutSide)
        message = error?.text("Message")
        requestID = root.token("RequestID") ?? root.token("RequestId")
    }
}

/// The code without the `Client.` or `Server.` that some answers put before it.
private func withoutSide(_ code: String) -> String {
    for side in ["Client.", "Server."] where code.hasPrefix(side) && code.utf8.count > side.utf8.count {
        return String(code.dropFirst(side.count))
    }
    return code
}
