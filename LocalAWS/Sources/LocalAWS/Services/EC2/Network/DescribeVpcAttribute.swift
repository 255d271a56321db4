/// Tells one attribute of a VPC.
struct DescribeVpcAttribute: EC2Operation {
    static let name = "DescribeVpcAttribute"
    static let honours: Set<String> = ["VpcId", "Attribute"]
    static let mutates = false

    /// The attributes of the default VPC.
    private static let attributes = [
        "enableDnsHostnames": true, "enableDnsSupport": true, "enableNetworkAddressUsageMetrics": false,
    ]

    private let vpcID: String
    private let attribute: String

    init(_ parameters: Parameters) throws(ServiceError) {
        vpcID = try parameters.required("VpcId")
        attribute = try parameters.required("Attribute")
        _ = try parameters.choice("Attribute", of: Self.attributes.keys.sorted())
    }

    /// What is told.
    struct Attribute: Sendable {
        let vpcID: String
        let name: String
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> Attribute
    {
        guard vpcID == state.network.vpcID else { throw ResourceKind.vpc.notFound([vpcID]) }
        return Attribute(vpcID: vpcID, name: attribute)
    }

    static func render(_ output: Attribute, to xml: inout OutputWriter) {
        xml.text("vpcId", output.vpcID)
        xml.structure(output.name) { $0.boolean("value", attributes[output.name]) }
    }
}
