/// A snapshot needs permissions on the volume and on itself: its ARN has no account.
extension CreateSnapshot {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let keys = NewSnapshot.keys(of: volumeID, in: state, context)
        return [state.permission(on: volumeID, context, keys: RequestTags.keys(tags))]
            + context.permissionsToMake("snapshot", by: Self.name, tags: tags, keys: keys)
    }
}

extension CreateSnapshots {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let attached = state.instances[instanceID].map { state.volumes(of: $0, at: context.now) } ?? []
        let volumes = attached.map(\.id).filter { !excludedVolumeIDs.contains($0) }
        return [state.permission(on: instanceID, context, keys: RequestTags.keys(tags))]
            + volumes.flatMap { id in
                [state.permission(on: id, context, keys: RequestTags.keys(tags))]
                    + context.permissionsToMake(
                        "snapshot",
                        by: Self.name,
                        tags: tags,
                        keys: NewSnapshot.keys(of: id, in: state, context)
                    )
            }
    }
}

extension DeleteSnapshot {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [state.permission(on: snapshotID, context)]
    }
}

/// What policies can ask of a snapshot that is yet to be made.
private enum NewSnapshot {
    static func keys(of volumeID: String, in state: EC2State, _ context: ActionContext) -> [String: [String]]
    {
        var keys = [
            "ec2:Owner": [context.accountID],
            "ec2:ParentVolume": [EC2ARN.of("volume", volumeID, context)],
            "ec2:Region": [context.region.name],
        ]
        if let volume = state.volumes[volumeID] {
            keys["ec2:Encrypted"] = [String(volume.isEncrypted)]
            keys["ec2:VolumeSize"] = [String(volume.size)]
        }
        return keys
    }
}
