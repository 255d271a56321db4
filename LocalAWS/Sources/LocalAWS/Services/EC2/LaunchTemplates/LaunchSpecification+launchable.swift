/// What of a specification no instance here can be launched with.
extension LaunchSpecification {
    /// Refuses members that would make an instance behave as none here does. A template may have them.
    func checkLaunchable() throws(ServiceError) {
        if let name = unlaunchable.values.keys.min() { throw Self.unsupported(name) }
        if let name = placement.values.keys.min() { throw Self.unsupported("Placement.\(name)") }
        if let tenancy, tenancy != "default" { throw Self.unsupported("Placement.Tenancy=\(tenancy)") }
        if options["HibernationOptions"]?["Configured"] == true {
            throw Self.unsupported("HibernationOptions.Configured")
        }
        if options["PrivateDnsNameOptions"]?["HostnameType"] == "resource-name" {
            throw Self.unsupported("PrivateDnsNameOptions.HostnameType=resource-name")
        }
        try checkInterfaces()
        for mapping in blockDeviceMappings {
            if mapping.virtualName != nil { throw Self.unsupported("BlockDeviceMapping.VirtualName") }
            if let name = mapping.volume?.others.values.keys.min() {
                throw Self.unsupported("BlockDeviceMapping.Ebs.\(name)")
            }
        }
    }

    /// An instance here has one interface, made with it.
    private func checkInterfaces() throws(ServiceError) {
        guard let interface = networkInterfaces.first else { return }
        guard networkInterfaces.count == 1, interface.deviceIndex ?? 0 == 0 else {
            throw Self.unsupported("NetworkInterface beyond the first")
        }
        if let name = interface.others.values.keys.min() {
            throw Self.unsupported("NetworkInterface.\(name)")
        }
        guard securityGroupIDs.isEmpty, securityGroupNames.isEmpty else {
            throw .invalidCombination(
                "Network interfaces and an instance-level security groups may not be specified on the same request"
            )
        }
    }

    private static func unsupported(_ name: String) -> ServiceError {
        .unsupportedParameter(name, of: RunInstances.name)
    }
}
