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
        guard let colon = text.lastIndex(of: ":") else { return false }
        let (host, port) = (text[..<colon], text[text.index(after: colon)...])
        return isHost(host) && port.utf8.allSatisfy(\.isASCIIDigit) && (UInt16(port) ?? 0) > 0
    }

    private static func isHost(_ text: Substring) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
            return text.dropFirst().dropLast().utf8.allSatisfy {
                $0.isASCIIAlphanumeric || ":.".utf8.contains($0)
            }
        }
        return !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-._".utf8.contains($0) }
    }
}
