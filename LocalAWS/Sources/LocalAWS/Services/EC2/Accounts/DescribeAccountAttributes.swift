/// Tells what holds for the account in a region.
struct DescribeAccountAttributes: EC2Operation {
    static let name = "DescribeAccountAttributes"
    static let honours: Set<String> = ["AttributeName.N"]
    static let mutates = false

    /// An attribute and its values.
    struct Attribute: Sendable {
        let name: String
        let value: String
    }

    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("AttributeName")
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [Attribute] {
        let attributes = [
            Attribute(name: "supported-platforms", value: "VPC"),
            Attribute(name: "default-vpc", value: state.network.vpcID),
            Attribute(name: "max-instances", value: "1000"),
            Attribute(name: "vpc-max-security-groups-per-interface", value: "5"),
            Attribute(name: "max-elastic-ips", value: "5"),
            Attribute(name: "vpc-max-elastic-ips", value: "5"),
        ]
        for name in names where !attributes.contains(where: { $0.name == name }) {
            throw .invalidParameterValue("Value (\(name)) for parameter attribute is invalid.")
        }
        return attributes.filter { names.isEmpty || names.contains($0.name) }
    }

    static func render(_ output: [Attribute], to xml: inout OutputWriter) {
        xml.list("accountAttributeSet", of: output) { xml, attribute in
            xml.text("attributeName", attribute.name)
            xml.list("attributeValueSet", of: [attribute.value]) { $0.text("attributeValue", $1) }
        }
    }
}
