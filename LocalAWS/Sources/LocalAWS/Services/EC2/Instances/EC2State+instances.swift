internal import Platform

/// All that is decided of an instance before it is made.
struct InstancePlan: Sendable {
    let image: Image
    let settings: InstanceSettings
    let subnet: DefaultNetwork.Subnet
    let securityGroupIDs: [String]
    let devices: [BlockDevice]
    var tags: TagList
    let volumeTags: TagList
    var clientToken: String?
    /// How long it is `pending`.
    let launch: Duration
}

/// Making and ending instances.
extension EC2State {
    /// Makes an instance with its volumes.
    ///
    /// - Parameter id: nil for a new identifier.
    mutating func makeInstance(
        _ plan: InstancePlan,
        id: String? = nil,
        reservationID: String,
        launchIndex: Int,
        _ context: inout ActionContext
    ) -> Instance {
        let id = id ?? context.identifiers.resourceID(ResourceKind.instance.rawValue)
        let instance = Instance(
            id: id,
            sequence: nextSequence(),
            reservationID: reservationID,
            launchIndex: launchIndex,
            imageID: plan.image.id,
            architecture: plan.image.architecture,
            rootDeviceName: plan.image.rootDeviceName,
            settings: plan.settings,
            zone: plan.subnet.zone,
            subnetID: plan.subnet.id,
            networkInterfaceID: context.identifiers.resourceID("eni"),
            privateAddress: network.takeAddress(in: plan.subnet),
            securityGroupIDs: plan.securityGroupIDs,
            clientToken: plan.clientToken,
            launchTime: context.now,
            runningTime: context.now + plan.launch,
            visibleTime: context.now + context.timings.visibilityDelay,
            tags: plan.tags
        )
        instances.insert(instance)
        for device in plan.devices {
            let volume = makeVolume(
                device.volume,
                in: plan.subnet.zone,
                tags: plan.volumeTags,
                availability: .zero,
                &context
            )
            attach(
                volume.id,
                to: id,
                as: device.deviceName,
                deleteOnTermination: device.deleteOnTermination,
                context
            )
        }
        return instances[id] ?? instance
    }

    /// Begins to end an instance that is known to be there and not to have ended. Its volumes are free when
    /// it has ended, and those that are to be deleted with it are gone.
    mutating func terminate(_ instance: Instance, _ context: ActionContext) {
        let period = Period(from: context.now, lasting: context.timings.instanceTermination)
        let goneTime = period.end + context.timings.terminatedInstanceVisibility
        instances.update(instance.id) {
            $0.termination = period
            $0.goneTime = goneTime
        }
        expectDeparture(at: goneTime)
        for volume in volumes(of: instance, at: context.now) {
            let isDeleted = volume.attachment?.deleteOnTermination ?? false
            volumes.update(volume.id) {
                $0.attachment?.detachment = Period(from: period.end, lasting: .zero)
                if isDeleted { $0.deletion = Period(from: period.end, lasting: .zero) }
            }
            if isDeleted { expectDeparture(at: period.end) }
        }
    }

    /// Begins to stop an instance that is known to run.
    mutating func stop(_ instance: Instance, _ context: ActionContext) {
        instances.update(instance.id) {
            $0.stop = Period(from: context.now, lasting: context.timings.instanceTermination)
        }
    }

    /// Starts an instance that is known to be stopped.
    mutating func start(_ instance: Instance, _ context: ActionContext) {
        instances.update(instance.id) {
            $0.stop = nil
            $0.launchTime = context.now
            $0.runningTime = context.now + context.timings.instanceLaunch
        }
    }
}
