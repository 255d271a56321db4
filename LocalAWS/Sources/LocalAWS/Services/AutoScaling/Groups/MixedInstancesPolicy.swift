/// A launch template, and types of instances that may stand in for its own. Here the first of them is always to be had,
/// so that it is the one that is launched.
struct MixedInstancesPolicy: Codable, Sendable, Hashable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = Set(
        TemplateReference.parameters.map { "\(template).LaunchTemplateSpecification.\($0)" }
            + ["\(template).Overrides.N.InstanceType"]
            + [
                "OnDemandAllocationStrategy", "OnDemandBaseCapacity", "OnDemandPercentageAboveBaseCapacity",
                "SpotAllocationStrategy", "SpotInstancePools", "SpotMaxPrice",
            ].map { "\(distribution).\($0)" }
    )
    /// The names of those that are refused.
    static let refused: Set<String> = Set(
        ["WeightedCapacity", "LaunchTemplateSpecification", "InstanceRequirements", "ImageId"].map {
            "\(template).Overrides.N.\($0)"
        }
    )

    private static let template = "MixedInstancesPolicy.LaunchTemplate"
    private static let distribution = "MixedInstancesPolicy.InstancesDistribution"

    var template: TemplateReference
    let instanceTypes: [String]
    private let onDemandAllocationStrategy: String
    private let onDemandBaseCapacity: Int
    private let spotAllocationStrategy: String
    private let spotInstancePools: Int?
    private let spotMaxPrice: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        guard let launch = parameters.structure("LaunchTemplate"),
            let specification = launch.structure("LaunchTemplateSpecification")
        else { throw .missingParameter("\(Self.template).LaunchTemplateSpecification") }
        template = try TemplateReference(specification)
        instanceTypes = try Self.types(launch)
        let distribution = parameters.structure("InstancesDistribution")
        onDemandAllocationStrategy = distribution?.optional("OnDemandAllocationStrategy") ?? "prioritized"
        onDemandBaseCapacity = try distribution?.integer("OnDemandBaseCapacity") ?? 0
        let percentage = try distribution?.integer("OnDemandPercentageAboveBaseCapacity") ?? 100
        guard percentage == 100 else {
            let name = "\(Self.distribution).OnDemandPercentageAboveBaseCapacity"
            throw .unsupportedParameter("\(name)=\(percentage)", of: "a group without Spot instances")
        }
        spotAllocationStrategy = distribution?.optional("SpotAllocationStrategy") ?? "lowest-price"
        spotInstancePools = try distribution?.integer("SpotInstancePools")
        spotMaxPrice = distribution?.optional("SpotMaxPrice")
    }

    private static func types(_ parameters: Parameters) throws(ServiceError) -> [String] {
        var types: [String] = []
        for member in parameters.structures("Overrides") { types.append(try member.required("InstanceType")) }
        return types
    }

    func render(to xml: inout OutputWriter) {
        xml.structure("MixedInstancesPolicy") { xml in
            xml.structure("LaunchTemplate") { xml in
                xml.structure("LaunchTemplateSpecification") { template.render(to: &$0) }
                xml.list("Overrides", of: instanceTypes) { $0.text("InstanceType", $1) }
            }
            xml.structure("InstancesDistribution") { xml in
                xml.text("OnDemandAllocationStrategy", onDemandAllocationStrategy)
                xml.number("OnDemandBaseCapacity", onDemandBaseCapacity)
                xml.number("OnDemandPercentageAboveBaseCapacity", 100)
                xml.text("SpotAllocationStrategy", spotAllocationStrategy)
                xml.number("SpotInstancePools", spotInstancePools)
                xml.text("SpotMaxPrice", spotMaxPrice)
            }
        }
    }
}
