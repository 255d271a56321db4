/// A network interface that an instance is to be born with.
struct NetworkInterfaceSpecification: Codable, Sendable, Hashable {
    var deviceIndex: Int?
    var subnetID: String?
    var securityGroupIDs: [String] = []
    var associatesPublicAddress: Bool?
    var deletesOnTermination: Bool?
    var description: String?
    /// What no instance here has.
    var others = KeptMembers()

    /// The names of the parameters that an instance can be launched with, for tables of actions.
    static let launchable: Set<String> = [
        "DeviceIndex", "SubnetId", "SecurityGroupId.N", "AssociatePublicIpAddress", "DeleteOnTermination",
        "Description",
    ]

    /// The names of all parameters, for tables of actions.
    static let parameters = launchable.union(otherMembers.parameters(below: ""))

    init(deviceIndex: Int = 0, associatesPublicAddress: Bool? = nil) {
        self.deviceIndex = deviceIndex
        self.associatesPublicAddress = associatesPublicAddress
    }

    init(_ parameters: Parameters, for use: LaunchSpecification.Use) throws(ServiceError) {
        deviceIndex = try parameters.integer("DeviceIndex")
        subnetID = parameters.optional("SubnetId")
        securityGroupIDs = parameters.list("SecurityGroupId")
        associatesPublicAddress = try parameters.boolean("AssociatePublicIpAddress")
        deletesOnTermination = try parameters.boolean("DeleteOnTermination")
        description = parameters.optional("Description")
        if use == .template { others = try KeptMembers(parameters, Self.otherMembers) }
    }

    func render(to xml: inout OutputWriter) {
        xml.boolean("associatePublicIpAddress", associatesPublicAddress)
        xml.boolean("deleteOnTermination", deletesOnTermination)
        xml.text("description", description)
        xml.number("deviceIndex", deviceIndex)
        if !securityGroupIDs.isEmpty { xml.texts("groupSet", securityGroupIDs, item: "groupId") }
        xml.text("subnetId", subnetID)
        xml.members(others, Self.otherMembers)
    }

    static let otherMembers = MemberTable([
        .boolean("AssociateCarrierIpAddress"),
        .text("InterfaceType"),
        .integer("Ipv6AddressCount"),
        .structures("Ipv6Addresses", .text("Ipv6Address")),
        .text("NetworkInterfaceId"),
        .text("PrivateIpAddress"),
        .structures("PrivateIpAddresses", .boolean("Primary"), .text("PrivateIpAddress")),
        .integer("SecondaryPrivateIpAddressCount"),
        .integer("NetworkCardIndex"),
        .structures("Ipv4Prefix", .text("Ipv4Prefix")),
        .integer("Ipv4PrefixCount"),
        .structures("Ipv6Prefix", .text("Ipv6Prefix")),
        .integer("Ipv6PrefixCount"),
        .boolean("PrimaryIpv6"),
        .structure(
            "EnaSrdSpecification",
            .boolean("EnaSrdEnabled"),
            .structure("EnaSrdUdpSpecification", .boolean("EnaSrdUdpEnabled"))
        ),
        .structure(
            "ConnectionTrackingSpecification",
            .integer("TcpEstablishedTimeout"),
            .integer("UdpStreamTimeout"),
            .integer("UdpTimeout")
        ),
        .integer("EnaQueueCount"),
    ])
}
