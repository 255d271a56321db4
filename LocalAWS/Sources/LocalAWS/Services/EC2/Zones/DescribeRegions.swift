/// Lists the regions of the commercial partition.
struct DescribeRegions: EC2Operation {
    static let name = "DescribeRegions"
    static let honours: Set<String> = Filter.parameters.union(["RegionName.N", "AllRegions"])
    static let mutates = false

    private let names: [String]
    private let filters: [Filter]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("RegionName")
        // Regions to opt in to aren't listed, whoever asks.
        _ = try parameters.boolean("AllRegions")
        filters = try Filter.list(parameters, for: Self.filterTable)
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) -> [String] {
        let strangers = names.filter { !Region.enabledByDefault.contains($0) }
        guard strangers.isEmpty else {
            throw .invalidParameterValue("Invalid region names: [\(strangers.joined(separator: ", "))]")
        }
        return Region.enabledByDefault.filter {
            (names.isEmpty || names.contains($0)) && Self.filterTable.passes($0, filters)
        }
    }

    private static let filterTable = FilterTable<String>([
        "endpoint": { [endpoint(of: $0)] },
        "opt-in-status": { _ in ["opt-in-not-required"] },
        "region-name": { [$0] },
    ])

    private static func endpoint(of region: String) -> String {
        "ec2.\(region).amazonaws.com"
    }

    static func render(_ output: [String], to xml: inout OutputWriter) {
        xml.list("regionInfo", of: output) { xml, region in
            xml.text("regionName", region)
            xml.text("regionEndpoint", endpoint(of: region))
            xml.text("optInStatus", "opt-in-not-required")
        }
    }
}
