/// The identifiers of EC2: a prefix and 17 hexadecimal digits, or 8 in resources from before 2016.
enum ResourceID: String {
    case instance = "i-"
    case volume = "vol-"
    case snapshot = "snap-"

    /// - Throws: `.invalidCall` for `action` when the text isn't such an identifier.
    func check(_ text: String, for action: EC2Action) throws(AWSClientError) {
        guard isWellFormed(text) else {
            let shown = printable(text.utf8, limit: 60)
            throw action.invalid("'\(shown)' isn't an identifier of the form \(rawValue)0123456789abcdef0")
        }
    }

    private func isWellFormed(_ text: String) -> Bool {
        guard text.hasPrefix(rawValue) else { return false }
        let digits = text.utf8.dropFirst(rawValue.utf8.count)
        return (digits.count == 8 || digits.count == 17) && digits.allSatisfy(isLowerHexDigit)
    }
}

/// - Throws: `.invalidCall` for `action` when the text can't be the identifier of any resource.
func checkAnyResourceID(_ text: String, for action: EC2Action) throws(AWSClientError) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }), let digits = parts.last, digits.count >= 8,
        digits.allSatisfy(isLowerHexDigit)
    else { throw action.invalid("'\(printable(text.utf8, limit: 60))' isn't a resource's identifier") }
}

private func isLowerHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
