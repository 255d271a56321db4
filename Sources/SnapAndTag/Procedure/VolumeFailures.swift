internal import AWSClient

/// The failures of an instance's volumes as text. Lambda keeps 32 KiB of an error, and an instance may have 128 volumes:
/// every one is named with what AWS answered, and the explanations share what is left.
struct VolumeFailures {
    let failures: [(volumeID: String, failure: AWSClientError)]

    /// The text, of which explanations take at most that many bytes.
    func text(explanations limit: Int) -> String {
        let share = limit / max(failures.count, 1)
        return failures.map { volumeID, failure in
            let explanation = failure.explanation.shortened(to: share)
            return "\(volumeID): \(failure.outline)" + (explanation.isEmpty ? "" : ": \(explanation)")
        }.joined(separator: "; ")
    }
}

extension AWSClientError {
    /// What happened in a few words; AWS's code and request ID, if it answered.
    fileprivate var outline: String {
        switch self {
        case .service(let error): error.code.rawValue + (error.requestID.map { " [request ID \($0)]" } ?? "")
        case .transport: "no answer"
        case .response(let error): "an answer that can't be read (HTTP \(error.status))"
        case .credentials: "no credentials"
        case .invalidCall: "not sent"
        case .deadline(_, nil): "not sent in time"
        case .deadline(_, let last?): "not tried again in time after \(last.outline)"
        }
    }

    /// What the outline leaves out.
    fileprivate var explanation: String {
        switch self {
        case .service(let error): error.message
        case .deadline(_, let last?): last.explanation
        default: description
        }
    }
}

extension String {
    /// Its beginning, in at most that many bytes of UTF-8; nothing where too little would be left to say anything.
    fileprivate func shortened(to limit: Int) -> String {
        if utf8.count <= limit { return self }
        guard limit >= 16 else { return "" }
        var beginning = ""
        var length = 0
        for character in self {
            length += character.utf8.count
            guard length <= limit - 3 else { break }
            beginning.append(character)
        }
        return beginning + "…"
    }
}
