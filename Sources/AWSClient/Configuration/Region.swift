/// A region's name, checked: it becomes a label of host names, so nothing else than a label may pass.
struct Region: Sendable, Equatable {
    /// `us-east-1`
    let name: String
    /// Where it was written, for messages.
    let origin: String

    /// The region that the setting names.
    ///
    /// - Throws: `ConfigurationError` when it can't be a region's name, or is one of the pseudo regions, such as
    ///   `aws-global`, that have no hosts of their own.
    init(_ setting: Setting) throws(ConfigurationError) {
        guard Self.isWellFormed(setting.value) else {
            throw .invalid(setting, accepted: "say a region such as us-east-1")
        }
        guard !setting.value.hasSuffix("-global") else {
            throw .invalid(setting, accepted: "it has no hosts of its own; say a region such as us-east-1")
        }
        name = setting.value
        origin = setting.origin
    }

    private static func isWellFormed(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-")
            && bytes.last != UInt8(ascii: "-")
            && name == name.lowercased()
            && bytes.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
            && !bytes.allSatisfy(\.isASCIIDigit)
    }
}
