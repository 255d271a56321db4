internal import Platform

/// Putting things into the cloud without a call, for programs that run an emulator of their own.
extension Cloud {
    /// Why a resource can't be put into the cloud.
    package struct SeedingError: Error, CustomStringConvertible {
        /// One sentence for a person.
        package let description: String
    }

    /// Puts an instance into the cloud that runs and has its volumes attached, the root first.
    ///
    /// - Parameters:
    ///   - id: `i-` and 8 or 17 lower-case hexadecimal digits.
    ///   - volumes: how many, 1 to 26.
    ///   - region: nil for the cloud's own.
    /// - Throws: `SeedingError` for an identifier that is malformed or taken, a number of volumes out of
    ///   range, or a text that isn't a region's name.
    package func addInstance(id: String, volumes: Int, region: String? = nil) throws(SeedingError) {
        guard (1...26).contains(volumes) else {
            throw SeedingError(description: "An instance can be given 1 to 26 volumes, not \(volumes).")
        }
        let place = try self.place(region)
        do throws(ServiceError) {
            try ResourceKind.instance.check(id, parameter: "id")
            try perform(
                Seed(instanceID: id, volumes: volumes),
                ActionCall(
                    service: .ec2,
                    region: place,
                    caller: Caller(accountID: accountID, principal: .root)
                )
            )
        } catch {
            throw SeedingError(description: error.message)
        }
    }

    func place(_ region: String?) throws(SeedingError) -> Region {
        guard let region else { return defaultRegion }
        guard let place = Region(region) else {
            throw SeedingError(description: "\"\(region)\" is not the name of a region, such as eu-west-1.")
        }
        return place
    }

}

/// An instance that is there as if it had been launched long ago.
private struct Seed: EC2Operation {
    static let name = "Seed"
    static let honours: Set<String> = []
    static let mutates = true

    let instanceID: String
    let volumes: Int

    init(instanceID: String, volumes: Int) {
        self.instanceID = instanceID
        self.volumes = volumes
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        throw .invalidAction(Self.name)
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        guard state.instances[instanceID] == nil else {
            throw .invalidParameterValue("There is an instance \(instanceID) already.")
        }
        var past = context
        past.timings = .immediate
        let plan = InstancePlan(
            image: state.images.list[0],
            settings: InstanceSettings(type: "t3.micro"),
            subnet: state.network.firstSubnet,
            securityGroupIDs: [state.network.securityGroupID],
            devices: Self.devices(volumes, of: state.images.list[0]),
            tags: TagList(),
            volumeTags: TagList(),
            launch: .zero
        )
        let reservationID = past.identifiers.resourceID("r")
        _ = state.makeInstance(plan, id: instanceID, reservationID: reservationID, launchIndex: 0, &past)
        context.identifiers = past.identifiers
    }

    private static func devices(_ count: Int, of image: Image) -> [BlockDevice] {
        let letters = "bcdefghijklmnopqrstuvwxyz"
        let root = BlockDevice(
            deviceName: image.rootDeviceName,
            volume: VolumeSpecification(
                type: image.rootVolumeType,
                size: image.rootVolumeSize,
                snapshotID: image.snapshotID
            ),
            deleteOnTermination: true
        )
        return [root]
            + letters.prefix(count - 1).map {
                BlockDevice(
                    deviceName: "/dev/xvd\($0)",
                    volume: VolumeSpecification(type: .gp3, size: 8),
                    deleteOnTermination: true
                )
            }
    }

}
