internal import Platform

/// The ARNs of EC2's resources, as policies name them (Service Authorization Reference, Amazon EC2).
enum EC2ARN {
    /// `arn:aws:ec2:eu-west-1:111122223333:volume/vol-…`. Snapshots and images belong to no account there.
    static func of(_ type: String, _ id: String, _ context: ActionContext) -> String {
        let account = type == "snapshot" || type == "image" ? "" : context.accountID
        return "arn:\(context.region.partition):ec2:\(context.region.name):\(account):\(type)/\(id)"
    }
}

extension EC2State {
    /// The permission to do something with one resource, which need not be there.
    ///
    /// - Parameter keys: the condition keys that come with the call.
    func permission(
        on id: String,
        _ context: ActionContext,
        keys: [String: [String]] = [:]
    ) -> RequiredPermission {
        guard let kind = ResourceKind(ofID: id) else { return RequiredPermission(on: "*", keys: keys) }
        let own = resource(id).map { $0.conditionKeys(context) } ?? [:]
        return RequiredPermission(
            on: EC2ARN.of(kind.tagType, id, context),
            keys: own.merging(keys) { $1 }
        )
    }
}

extension ActionContext {
    /// The permissions to make something: to make it at all and, when it has tags from birth, to tag it.
    ///
    /// - Parameters:
    ///   - type: as in ARNs.
    ///   - id: what is made mostly has no identifier yet.
    ///   - keys: the condition keys of what is made.
    func permissionsToMake(
        _ type: String,
        _ id: String = "*",
        by action: String,
        tags: some Sequence<Tag>,
        keys: [String: [String]]
    ) -> [RequiredPermission] {
        let arn = EC2ARN.of(type, id, self)
        let tagKeys = RequestTags.keys(tags)
        let all = keys.merging(tagKeys) { $1 }
        guard !tagKeys.isEmpty else { return [RequiredPermission(on: arn, keys: all)] }
        let tagging = all.merging(["ec2:CreateAction": [action]]) { $1 }
        return [
            RequiredPermission(on: arn, keys: all),
            RequiredPermission("ec2:CreateTags", on: arn, keys: tagging),
        ]
    }
}

/// The condition keys of tags that a call sets.
enum RequestTags {
    static func keys(_ tags: some Sequence<Tag>) -> [String: [String]] {
        var keys: [String: [String]] = [:]
        for tag in tags {
            keys["aws:RequestTag/\(tag.key)"] = [tag.value]
            keys["aws:TagKeys", default: []].append(tag.key)
        }
        return keys
    }
}

extension EC2Resource {
    /// What policies can ask of a resource that is there.
    func conditionKeys(_ context: ActionContext) -> [String: [String]] {
        var keys: [String: [String]] = ["ec2:Region": [context.region.name]]
        for tag in tags {
            keys["aws:ResourceTag/\(tag.key)"] = [tag.value]
            keys["ec2:ResourceTag/\(tag.key)"] = [tag.value]
        }
        let own: [String: String?] =
            switch self {
            case let volume as Volume: volume.ownConditionKeys(context)
            case let snapshot as Snapshot: snapshot.ownConditionKeys(context)
            case let instance as Instance: instance.ownConditionKeys
            default: [:]
            }
        for (key, value) in own { keys[key] = value.map { [$0] } }
        return keys
    }
}

extension Volume {
    fileprivate func ownConditionKeys(_ context: ActionContext) -> [String: String?] {
        [
            "ec2:VolumeID": id,
            "ec2:AvailabilityZone": zone,
            "ec2:Encrypted": String(isEncrypted),
            "ec2:VolumeSize": String(size),
            "ec2:VolumeType": type.rawValue,
            "ec2:VolumeIops": iops.map { String($0) },
            "ec2:VolumeThroughput": throughput.map { String($0) },
            "ec2:ParentSnapshot": snapshotID.map { EC2ARN.of("snapshot", $0, context) },
        ]
    }
}

extension Snapshot {
    fileprivate func ownConditionKeys(_ context: ActionContext) -> [String: String?] {
        [
            "ec2:SnapshotID": id,
            "ec2:Owner": context.accountID,
            "ec2:Encrypted": String(isEncrypted),
            "ec2:VolumeSize": String(volumeSize),
            "ec2:SnapshotTime": startTime.iso8601,
            "ec2:ParentVolume": EC2ARN.of("volume", volumeID, context),
        ]
    }
}

extension Instance {
    fileprivate var ownConditionKeys: [String: String?] {
        [
            "ec2:InstanceID": id,
            "ec2:AvailabilityZone": zone,
            "ec2:InstanceType": settings.type,
            "ec2:EbsOptimized": String(settings.isEBSOptimized),
            "ec2:Tenancy": "default",
            "ec2:RootDeviceType": "ebs",
        ]
    }
}
