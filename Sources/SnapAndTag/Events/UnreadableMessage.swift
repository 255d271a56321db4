internal import JSON

/// A message's text that isn't JSON: most are of people who write to the same topic, but one may be the announcement of a
/// launch that was damaged on its way.
struct UnreadableMessage {
    private let text: ArraySlice<UInt8>

    init(_ text: String) {
        self.text = Array(text.utf8).drop { Self.isBeforeValue($0) }
    }

    /// What it means.
    ///
    /// - Parameter name: What the text is to its record: message or body.
    func meaning(_ name: String, _ error: JSONError) -> Meaning {
        guard text.first == UInt8(ascii: "{") else { return .nothing(reason: "its \(name) isn't JSON") }
        let problem = "its \(name) isn't JSON: \(error.message) (byte \(error.offset))"
        return announcesLaunch
            ? .unusable(reason: "it announces a launch, but \(problem)") : .unreadable(reason: problem)
    }

    private var announcesLaunch: Bool {
        contains("autoscaling:EC2_INSTANCE_LAUNCH") || contains("EC2 Instance Launch Successful")
    }

    /// Whether the value is in the text as a whole string: followed by a quotation mark, or by the backslash before one
    /// where the text is a string in another.
    private func contains(_ value: String) -> Bool {
        let value = Array(value.utf8)
        var rest = text
        while let start = rest.firstIndex(of: value[0]) {
            rest = rest[start...]
            if rest.starts(with: value) {
                let next = rest.dropFirst(value.count).first
                if next == nil || next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") { return true }
            }
            rest = rest.dropFirst()
        }
        return false
    }

    /// White space, and the bytes of a byte order mark.
    private static func isBeforeValue(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: true
        default: false
        }
    }
}
