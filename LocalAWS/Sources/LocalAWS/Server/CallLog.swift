internal import Logging

/// One line a call: service, action, caller, status, error code, milliseconds.
struct CallLog: Sendable {
    let logger: Logger

    func record(_ answer: Answer, took duration: Duration) {
        guard logger.logLevel <= .info else { return }
        let service = answer.service?.signingName ?? "-"
        let code = answer.errorCode.map { " \($0)" } ?? ""
        let microseconds =
            duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        logger.info(
            "\(service) \(printable(answer.actionName)) \(answer.caller ?? "-") \(answer.response.status)\(code) \(milliseconds(microseconds)) ms"
        )
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
