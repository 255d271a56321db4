internal import Platform

/// Tells how instances of the burstable types pay for what goes beyond their share.
struct DescribeInstanceCreditSpecifications: EC2Operation {
    static let name = "DescribeInstanceCreditSpecifications"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["InstanceId.N"])
    static let mutates = false

    /// The way of one instance.
    struct Credit: Sendable {
        let instanceID: String
        /// `standard` or `unlimited`
        let option: String

        /// Nil for an instance of another type.
        init?(_ instance: Instance) {
            guard let standard = InstanceType.defaultCreditOption(of: instance.settings.type) else {
                return nil
            }
            instanceID = instance.id
            option = instance.settings.options["CreditSpecification"]?["CpuCredits"]?.text ?? standard
        }
    }

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("InstanceId")
        for id in ids { try ResourceKind.instance.check(id, parameter: "instanceId") }
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("instancesSet", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Credit> {
        state.settle(at: context.now)
        let candidates = try state.instances(ids, after: page.start, at: context.now)
        for instance in candidates where !ids.isEmpty && Credit(instance) == nil {
            throw ServiceError(
                "UnsupportedOperation",
                "The instance '\(instance.id)' is not a burstable performance instance."
            )
        }
        return page.page(of: candidates, position: \.sequence) { [context] instance in
            guard ![.shuttingDown, .terminated].contains(instance.state(at: context.now)),
                let credit = Credit(instance)
            else { return nil }
            // Without identifiers AWS lists the instances that are unlimited.
            guard !ids.isEmpty || credit.option == "unlimited" else { return nil }
            return Self.filterTable.passes(credit, filters) ? credit : nil
        }
    }

    private static let filterTable = FilterTable<Credit>(["instance-id": { [$0.instanceID] }])

    static func render(_ page: Page<Credit>, to xml: inout OutputWriter) {
        xml.list("instanceCreditSpecificationSet", of: page.items) { xml, credit in
            xml.text("instanceId", credit.instanceID)
            xml.text("cpuCredits", credit.option)
        }
        xml.text("nextToken", page.nextToken)
    }
}
