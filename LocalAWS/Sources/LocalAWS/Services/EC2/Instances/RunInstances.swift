/// Launches instances, all of one kind. Their instance profile is IAM's, so that it works on the whole cloud.
struct RunInstances: Operation {
    static let name = "RunInstances"
    static let honours: Set<String> = LaunchSpecification.parameters(below: "", for: .launch).union([
        "MinCount", "MaxCount", "ClientToken", "LaunchTemplate.LaunchTemplateId",
        "LaunchTemplate.LaunchTemplateName", "LaunchTemplate.Version",
    ])
    static let refuses: Set<String> = [
        "AdditionalInfo", "BlockDeviceMapping.N.Ebs", "BlockDeviceMapping.N.VirtualName",
        "CapacityReservationSpecification", "ElasticGpuSpecification", "ElasticInferenceAccelerator",
        "EnablePrimaryIpv6", "InstanceMarketOptions", "Ipv6Address", "Ipv6AddressCount", "KernelId",
        "LicenseSpecification", "NetworkInterface", "Operator", "Placement", "PrivateIpAddress", "RamdiskId",
        "SecondaryInterface",
    ]
    static let mutates = true

    /// The most instances of one call.
    private static let maximumCount = 1_000

    let specification: LaunchSpecification
    private let template: LaunchTemplateReference?
    private let count: ClosedRange<Int>
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        specification = try LaunchSpecification(parameters, for: .launch)
        template = try parameters.structure("LaunchTemplate")
            .map { part throws(ServiceError) in try LaunchTemplateReference(part) }
        guard specification.imageID != nil || template != nil else { throw .missingParameter("ImageId") }
        count = try Self.count(parameters)
        idempotency = try Idempotency(parameters, of: Self.name)
        guard specification.networkInterfaces.isEmpty || specification.subnetID == nil else {
            throw .invalidCombination(
                "Network interfaces and an instance-level subnet ID may not be specified on the same request"
            )
        }
    }

    private static func count(_ parameters: Parameters) throws(ServiceError) -> ClosedRange<Int> {
        guard let least = try parameters.integer("MinCount") else { throw .missingParameter("MinCount") }
        guard let most = try parameters.integer("MaxCount") else { throw .missingParameter("MaxCount") }
        guard least >= 1 else {
            throw .invalidValue("\(least)", for: "minCount", expected: "Minimum allowed is 1.")
        }
        guard least <= most else {
            throw .invalidCombination("The value of MinCount must not be greater than that of MaxCount.")
        }
        guard least <= maximumCount else {
            throw ServiceError(
                "InstanceLimitExceeded",
                "You have requested more instances (\(least)) than the limit of \(maximumCount) allows."
            )
        }
        return least...min(most, maximumCount)
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> ReservationView {
        let merged = try state.withRegion(context.region) { region throws(ServiceError) in
            try whole(in: region.ec2)
        }
        let resolved = try state.iam.resolved(merged, context)
        return try state.withRegion(context.region) { region throws(ServiceError) in
            try launch(resolved, in: &region.ec2, &context)
        }
    }

    /// What the call says over what its template says.
    func whole(in state: EC2State) throws(ServiceError) -> LaunchSpecification {
        guard let template else { return specification }
        let version = try state.launchTemplate(id: template.id, name: template.name).version(template.version)
        return specification.merged(over: version.specification)
    }

    private func launch(
        _ specification: LaunchSpecification,
        in state: inout EC2State,
        _ context: inout ActionContext
    ) throws(ServiceError) -> ReservationView {
        state.settle(at: context.now)
        if let ids = try idempotency?.earlierResult(in: state) {
            return view(of: ids.compactMap { state.instances[$0] }, in: state, context)
        }
        let instances = try state.launch(
            specification,
            count: count,
            subnetID: self.specification.subnetID,
            tags: [],
            clientToken: idempotency?.token,
            &context
        )
        idempotency?.remember(instances.map(\.id), in: &state)
        return view(of: instances, in: state, context)
    }

    private func view(
        of instances: [Instance],
        in state: EC2State,
        _ context: ActionContext
    ) -> ReservationView {
        ReservationView(
            id: instances.first?.reservationID ?? "",
            accountID: context.accountID,
            instances: instances.map { InstanceView($0, in: state, context) }
        )
    }

    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    static func render(_ output: ReservationView, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}

/// A template and a version of it, as calls name them.
struct LaunchTemplateReference: Sendable {
    let id: String?
    let name: String?
    /// `$Default` when the call doesn't say.
    let version: String

    init(_ parameters: Parameters) throws(ServiceError) {
        id = parameters.optional("LaunchTemplateId")
        name = parameters.optional("LaunchTemplateName")
        version = parameters.optional("Version") ?? "$Default"
        guard (id == nil) != (name == nil) else {
            throw .invalidCombination(
                "A launch template is named by either LaunchTemplateId or LaunchTemplateName."
            )
        }
    }
}
