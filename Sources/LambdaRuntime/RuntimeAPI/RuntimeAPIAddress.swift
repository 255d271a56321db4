package import Platform

/// Where the Runtime API is: `AWS_LAMBDA_RUNTIME_API`, a host and a port without a scheme.
package struct RuntimeAPIAddress: Sendable, Equatable {
    /// The variable. That it is set is also how to tell that the process runs under Lambda.
    package static let variable = "AWS_LAMBDA_RUNTIME_API"

    /// `127.0.0.1:9001`.
    package let authority: String

    /// Reads the variable.
    ///
    /// - Throws: `RuntimeError.setting` when it isn't set, or isn't a host and a port.
    package init(_ environment: Environment) throws(RuntimeError) {
        let value = environment[Self.variable] ?? ""
        guard Self.isHostAndPort(value) else {
            throw .setting(
                InvalidSetting(
                    variable: Self.variable,
                    value: value,
                    accepted: "a host and a port such as 127.0.0.1:9001"
                )
            )
        }
        authority = value
    }

    private static func isHostAndPort(_ text: String) -> Bool {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { return false }
        let host = text[..<colon]
        guard host.hasPrefix("["), host.hasSuffix("]") else {
            return !host.isEmpty && host.utf8.allSatisfy { isAlphanumeric($0) || "-._".utf8.contains($0) }
        }
        return host.count > 2
            && host.dropFirst().dropLast().utf8.allSatisfy { isAlphanumeric($0) || ":.%".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }
}
