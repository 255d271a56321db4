internal import Platform

/// Finds where a service is reached: at a custom endpoint when one is configured, or else at the service's own host
/// for the region, its partition, FIPS and dual-stack. It agrees with the endpoint rules in botocore's data.
package struct EndpointResolver: Sendable {
    private let configuration: AWSConfiguration

    /// A resolver of that configuration.
    package init(_ configuration: AWSConfiguration) {
        self.configuration = configuration
    }

    /// The endpoint of the service.
    ///
    /// - Throws: `ConfigurationError` when no region is configured, and when a custom endpoint isn't an address or
    ///   goes with neither FIPS nor dual-stack.
    package func endpoint(for service: AWSService) throws(ConfigurationError) -> ServiceEndpoint {
        guard let region = configuration.region else { throw missingRegion }
        guard let custom = try customEndpoint(for: service) else {
            return standardEndpoint(for: service, in: region)
        }
        try checkStandingAlone(custom)
        let url = try EndpointURL(custom)
        return ServiceEndpoint(
            scheme: url.scheme,
            authority: url.authority,
            path: url.path,
            signingRegion: region
        )
    }

    private func standardEndpoint(for service: AWSService, in region: String) -> ServiceEndpoint {
        let partition = Partition(of: region)
        let isNamedFIPS =
            configuration.usesFIPS && (configuration.usesDualStack || !partition.isFIPSThroughout)
        let label = service.endpointPrefix + (isNamedFIPS ? "-fips" : "")
        let domain = configuration.usesDualStack ? partition.dualStackDomain : partition.domain
        return ServiceEndpoint(
            scheme: "https",
            authority: "\(label).\(region).\(domain)",
            path: "/",
            signingRegion: region
        )
    }

    /// What is configured for the service, in the order of the AWS SDKs' reference guide.
    private func customEndpoint(for service: AWSService) throws(ConfigurationError) -> Setting? {
        if configuration.ignoresConfiguredEndpointURLs { return nil }
        for variable in ["AWS_ENDPOINT_URL_\(service.id)", "AWS_ENDPOINT_URL"] {
            if let url = configuration.environment[variable] { return Setting(value: url, origin: variable) }
        }
        guard let profile = configuration.profile else { return nil }
        if let setting = try servicesEndpoint(for: service, of: profile) { return setting }
        return profile["endpoint_url"].map {
            Setting(value: $0, origin: "endpoint_url of profile \(quoted(profile.name))")
        }
    }

    /// What the `[services name]` section that the profile points to says of the service.
    private func servicesEndpoint(
        for service: AWSService,
        of profile: Profile
    ) throws(ConfigurationError) -> Setting? {
        guard let name = profile["services"] else { return nil }
        guard let section = configuration.files.services(name) else {
            throw ConfigurationError(
                "services of profile \(quoted(profile.name))",
                "there is no section [services \(name)] in \(configuration.files.lookedAt)"
            )
        }
        let id = service.id.lowercased()
        guard let url = section.nested(id)?["endpoint_url"], !url.isEmpty else { return nil }
        return Setting(value: url, origin: "endpoint_url of \(id) in [services \(name)]")
    }

    private func checkStandingAlone(_ custom: Setting) throws(ConfigurationError) {
        let switches = [
            ("FIPS", configuration.usesFIPS, "AWS_USE_FIPS_ENDPOINT"),
            ("dual-stack", configuration.usesDualStack, "AWS_USE_DUALSTACK_ENDPOINT"),
        ]
        for (name, isOn, variable) in switches where isOn {
            throw ConfigurationError(
                custom.origin,
                "a custom endpoint can't go with \(name); unset one of them, or set \(variable)=false"
            )
        }
    }

    private var missingRegion: ConfigurationError {
        ConfigurationError(
            "region",
            "there is none: neither AWS_REGION nor AWS_DEFAULT_REGION is set, and profile"
                + " \(quoted(configuration.profileName)) has no region in \(configuration.files.lookedAt)"
        )
    }
}
