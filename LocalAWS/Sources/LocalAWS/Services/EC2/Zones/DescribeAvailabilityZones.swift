/// Lists the zones of the caller's region.
struct DescribeAvailabilityZones: EC2Operation {
    static let name = "DescribeAvailabilityZones"
    static let honours: Set<String> = Filter.parameters.union([
        "ZoneName.N", "ZoneId.N", "AllAvailabilityZones",
    ])
    static let mutates = false

    private let names: [String]
    private let ids: [String]
    private let filters: [Filter]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("ZoneName")
        ids = parameters.list("ZoneId")
        // There are no Local Zones here to include.
        _ = try parameters.boolean("AllAvailabilityZones")
        filters = try Filter.list(parameters, for: Self.filterTable)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [AvailabilityZone] {
        let zones = context.region.zones
        let strangers =
            names.filter { name in !zones.contains { $0.name == name } }
            + ids.filter { id in !zones.contains { $0.id == id } }
        guard strangers.isEmpty else {
            throw .invalidParameterValue("Invalid availability zone: [\(strangers.joined(separator: ", "))]")
        }
        return zones.filter { zone in
            (names.isEmpty || names.contains(zone.name)) && (ids.isEmpty || ids.contains(zone.id))
                && Self.filterTable.passes(zone, filters)
        }
    }

    private static let filterTable = FilterTable<AvailabilityZone>([
        "group-name": { [$0.region.name] },
        "opt-in-status": { _ in ["opt-in-not-required"] },
        "region-name": { [$0.region.name] },
        "state": { _ in ["available"] },
        "zone-id": { [$0.id] },
        "zone-name": { [$0.name] },
        "zone-type": { _ in ["availability-zone"] },
    ])

    static func render(_ output: [AvailabilityZone], to xml: inout OutputWriter) {
        xml.list("availabilityZoneInfo", of: output) { xml, zone in
            xml.text("optInStatus", "opt-in-not-required")
            xml.structure("messageSet") { _ in }
            xml.text("regionName", zone.region.name)
            xml.text("zoneName", zone.name)
            xml.text("zoneId", zone.id)
            xml.text("groupName", zone.region.name)
            xml.text("networkBorderGroup", zone.region.name)
            xml.text("zoneType", "availability-zone")
            xml.text("zoneState", "available")
        }
    }
}
