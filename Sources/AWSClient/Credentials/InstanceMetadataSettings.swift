internal import Platform

/// Where the instance metadata service is, and how it may be used.
struct InstanceMetadataSettings: Sendable, Equatable {
    private static let endpointIPv4 = "http://169.254.169.254"
    private static let endpointIPv6 = "http://[fd00:ec2::254]"
    private static let modes = ["ipv4", "ipv6"]

    let isDisabled: Bool
    let endpoint: EndpointURL
    /// Whether a service that knows no session tokens may be asked without one.
    let allowsVersion1: Bool
    let timeout: Duration
    let maxAttempts: Int

    /// Reads the settings from the environment, and from the profile.
    init(_ reader: SettingReader) throws(ConfigurationError) {
        // Without a profile's setting, and unlike other switches with nothing but "true" taken for one, as in the SDKs.
        isDisabled = reader.environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true"
        endpoint = try EndpointURL(Self.endpoint(reader))
        allowsVersion1 =
            try !(reader.flag("AWS_EC2_METADATA_V1_DISABLED", profile: "ec2_metadata_v1_disabled") ?? false)
        let seconds = try reader.integer(
            "AWS_METADATA_SERVICE_TIMEOUT",
            profile: "metadata_service_timeout",
            in: 1...60
        )
        timeout = .seconds(seconds ?? 1)
        maxAttempts =
            try reader.integer(
                "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                profile: "metadata_service_num_attempts",
                in: 1...10
            ) ?? 1
    }

    private static func endpoint(_ reader: SettingReader) throws(ConfigurationError) -> Setting {
        let configured = reader.setting(
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
            profile: "ec2_metadata_service_endpoint"
        )
        if let configured { return configured }
        let mode = reader.setting(
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
            profile: "ec2_metadata_service_endpoint_mode"
        )
        if let mode, !modes.contains(mode.value.lowercased()) {
            throw .invalid(mode, accepted: "say IPv4 or IPv6")
        }
        let isIPv6 = mode?.value.lowercased() == "ipv6"
        return Setting(value: isIPv6 ? endpointIPv6 : endpointIPv4, origin: "instance metadata")
    }
}
