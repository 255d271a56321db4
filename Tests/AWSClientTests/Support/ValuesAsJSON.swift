import Platform

@testable import AWSClient

/// Members without a value are absent.
private func present(_ members: [String: Any?]) -> [String: Any] {
    members.compactMapValues { $0 }
}

extension Volume {
    var asJSON: [String: Any] {
        present([
            "id": id, "state": state.rawValue, "size": size, "volumeType": volumeType,
            "snapshotID": snapshotID,
            "availabilityZone": availabilityZone, "isEncrypted": isEncrypted, "kmsKeyID": kmsKeyID,
            "isManaged": isManaged, "attachments": attachments.map(\.asJSON), "tags": tags.map(\.asJSON),
        ])
    }
}

extension Volume.Attachment {
    var asJSON: [String: Any] {
        present([
            "instanceID": instanceID, "device": device, "state": state?.rawValue,
            "deleteOnTermination": deleteOnTermination,
        ])
    }
}

extension Snapshot {
    var asJSON: [String: Any] {
        present([
            "id": id, "volumeID": volumeID, "state": state.rawValue, "stateMessage": stateMessage,
            "startTime": startTime?.millisecondsSinceEpoch, "progress": progress, "ownerID": ownerID,
            "volumeSize": volumeSize, "description": description, "isEncrypted": isEncrypted,
            "kmsKeyID": kmsKeyID, "tags": tags.map(\.asJSON),
        ])
    }
}

extension Instance {
    var asJSON: [String: Any] {
        present([
            "id": id, "state": state.rawValue, "instanceType": instanceType, "imageID": imageID,
            "launchTime": launchTime?.millisecondsSinceEpoch, "availabilityZone": availabilityZone,
            "rootDeviceType": rootDeviceType, "rootDeviceName": rootDeviceName,
            "blockDeviceMappings": blockDeviceMappings.map(\.asJSON), "tags": tags.map(\.asJSON),
        ])
    }
}

extension Instance.BlockDeviceMapping {
    var asJSON: [String: Any] {
        present([
            "device": device, "volumeID": volumeID, "state": state?.rawValue,
            "deleteOnTermination": deleteOnTermination,
        ])
    }
}

extension Tag {
    var asJSON: [String: Any] { ["key": key, "value": value] }
}
