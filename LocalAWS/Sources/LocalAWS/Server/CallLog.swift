internal import Logging

/// One line a call: service, action, caller, status, error code, milliseconds, and of a refusal the reason.
struct CallLog: Sendable {
    let logger: Logger

    /// The most characters of a reason.
    private static let reasonLimit = 240
    /// What follows in a refusal is for DecodeAuthorizationMessage, not for people.
    private static let encodedPart = "Encoded authorization failure message:"

    func record(_ answer: Answer, took duration: Duration) {
        guard logger.logLevel <= .info else { return }
        let service = answer.service?.signingName ?? "-"
        let code = answer.errorCode.map { " \($0)" } ?? ""
        let microseconds =
            duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        logger.info(
            "\(service) \(printable(answer.actionName)) \(answer.caller ?? "-") \(answer.response.status)\(code) \(milliseconds(microseconds)) ms\(reason(answer.errorMessage))"
        )
    }

    /// What the client was told, as the end of a line.
    private func reason(_ message: String?) -> String {
        guard let message else { return "" }
        let told = message.firstRange(of: Self.encodedPart).map { message[..<$0.lowerBound] } ?? message[...]
        let words = told.split { $0.isWhitespace || $0.asciiValue.map { $0 < 0x20 || $0 == 0x7F } ?? false }
        let line = words.joined(separator: " ")
        return ": " + (line.count > Self.reasonLimit ? "\(line.prefix(Self.reasonLimit))…" : line)
    }

    /// What the client calls the action may be anything; a line of the log stays a line.
    private func printable(_ action: String?) -> String {
        guard let action else { return "-" }
        return String(action.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "?" })
    }

    private func milliseconds(_ microseconds: Int64) -> String {
        "\(microseconds / 1_000).\(microseconds / 100 % 10)"
    }
}
