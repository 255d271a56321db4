/// Lists where the instance types that are known can be had: everywhere.
struct DescribeInstanceTypeOfferings: EC2Operation {
    static let name = "DescribeInstanceTypeOfferings"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union(["LocationType"])
    static let mutates = false

    /// A type at a place.
    struct Offering: Sendable {
        let type: String
        let locationType: String
        let location: String
        let position: Int
    }

    private let locationType: String
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        locationType =
            try parameters.choice(
                "LocationType",
                of: ["region", "availability-zone", "availability-zone-id", "outpost"]
            ) ?? "region"
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("", false))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Offering> {
        let locations = locations(in: context.region)
        let offerings = InstanceTypeView.all.flatMap { type in
            locations.enumerated().map { index, location in
                Offering(
                    type: type.name,
                    locationType: locationType,
                    location: location,
                    position: type.position * locations.count + index
                )
            }
        }
        return page.page(of: offerings, position: \.position) {
            Self.filterTable.passes($0, filters) ? $0 : nil
        }
    }

    private func locations(in region: Region) -> [String] {
        switch locationType {
        case "region": [region.name]
        case "availability-zone": region.zones.map(\.name)
        case "availability-zone-id": region.zones.map(\.id)
        // There are no Outposts here.
        default: []
        }
    }

    private static let filterTable = FilterTable<Offering>([
        "instance-type": { [$0.type] },
        "location": { [$0.location] },
    ])

    static func render(_ page: Page<Offering>, to xml: inout OutputWriter) {
        xml.list("instanceTypeOfferingSet", of: page.items) { xml, offering in
            xml.text("instanceType", offering.type)
            xml.text("locationType", offering.locationType)
            xml.text("location", offering.location)
        }
        xml.text("nextToken", page.nextToken)
    }
}
