extension CreateVolume {
    /// One from a snapshot needs a permission on the snapshot, too.
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        var keys = [
            "ec2:Region": [context.region.name],
            "ec2:VolumeType": [specification.type.rawValue],
            "ec2:Encrypted": [String(specification.isEncrypted ?? false)],
        ]
        if let zoneName { keys["ec2:AvailabilityZone"] = [zoneName] }
        if let size = specification.size { keys["ec2:VolumeSize"] = [String(size)] }
        if let iops = specification.iops { keys["ec2:VolumeIops"] = [String(iops)] }
        if let throughput = specification.throughput { keys["ec2:VolumeThroughput"] = [String(throughput)] }
        var source: [RequiredPermission] = []
        if let snapshotID = specification.snapshotID {
            keys["ec2:ParentSnapshot"] = [EC2ARN.of("snapshot", snapshotID, context)]
            source = [state.permission(on: snapshotID, context)]
        }
        return context.permissionsToMake("volume", by: Self.name, tags: tags, keys: keys) + source
    }
}

extension AttachVolume {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [instanceID, volumeID].map { state.permission(on: $0, context) }
    }
}

extension DetachVolume {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let instance = instanceID ?? state.volumes[volumeID]?.attachment?.instanceID
        return [instance, volumeID].compactMap { $0 }.map { state.permission(on: $0, context) }
    }
}

extension DeleteVolume {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [state.permission(on: volumeID, context)]
    }
}

extension ModifyVolume {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [state.permission(on: volumeID, context)]
    }
}
