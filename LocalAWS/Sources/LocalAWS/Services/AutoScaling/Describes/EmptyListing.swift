/// A describe call of a group for something that no group here has.
protocol EmptyListing: GroupOperation where Output == Void {
    /// What the list would be called.
    static var listName: String { get }
    init(groupName: String)
}

extension EmptyListing {
    static var mutates: Bool { false }
    static var honours: Set<String> { RecordsRequest.parameters.union(["AutoScalingGroupName"]) }

    init(_ parameters: Parameters) throws(ServiceError) {
        _ = try RecordsRequest(parameters, of: Self.name)
        self.init(groupName: try parameters.required("AutoScalingGroupName"))
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.autoScaling.group(groupName)
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.list(listName, of: [String]()) { _, _ in }
    }
}

/// Lists a group's target groups.
struct DescribeLoadBalancerTargetGroups: EmptyListing {
    static let name = "DescribeLoadBalancerTargetGroups"
    static let listName = "LoadBalancerTargetGroups"
    let groupName: String
}

/// Lists a group's load balancers.
struct DescribeLoadBalancers: EmptyListing {
    static let name = "DescribeLoadBalancers"
    static let listName = "LoadBalancers"
    let groupName: String
}

/// Lists a group's traffic sources.
struct DescribeTrafficSources: EmptyListing {
    static let name = "DescribeTrafficSources"
    static let listName = "TrafficSources"
    let groupName: String
}

/// Lists the instances of a group's warm pool.
struct DescribeWarmPool: EmptyListing {
    static let name = "DescribeWarmPool"
    static let listName = "Instances"
    let groupName: String
}

/// Lists a group's instance refreshes.
struct DescribeInstanceRefreshes: EmptyListing {
    static let name = "DescribeInstanceRefreshes"
    static let listName = "InstanceRefreshes"
    let groupName: String
}
