/// The hosts that may be asked for credentials over plain HTTP, because what is sent to them does not leave the machine.
enum ContainerHosts {
    /// The ECS agent, and the EKS Pod Identity agent over IPv4 and IPv6.
    private static let agents = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"]

    static let description = "loopback addresses, localhost, \(agents.joined(separator: ", "))"

    /// - Parameter host: a host name or address in lower case, without brackets.
    static func mayUsePlainHTTP(_ host: String) -> Bool {
        agents.contains(host) || host == "localhost" || host == "::1" || isIPv4Loopback(host)
    }

    private static func isIPv4Loopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.utf8.allSatisfy(\.isASCIIDigit) && UInt8($0) != nil }
    }
}
