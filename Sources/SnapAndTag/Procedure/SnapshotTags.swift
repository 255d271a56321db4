package import AWSClient

/// The tags that a snapshot carries from birth, and by which it is found again.
///
/// CreateSnapshot has no client token: these tags are what makes a second delivery of an event find the snapshots of
/// the first one. The instance and the volume are the key, not the scaling activity, because attaching an instance
/// or moving it out of standby announces the same instance anew, under another activity.
package enum SnapshotTags {
    /// The instance whose launch the snapshot is of.
    package static let instance = "snap-and-tag:instance"
    /// The volume.
    package static let volume = "snap-and-tag:volume"
    /// The device under which the volume is attached.
    package static let device = "snap-and-tag:device"
    /// The scaling activity that launched the instance.
    package static let activity = "snap-and-tag:activity"
    /// The Auto Scaling group.
    package static let group = "snap-and-tag:group"
    /// Who made the snapshot.
    package static let createdBy = "CreatedBy"

    /// Finds the snapshots made for the instance.
    package static func filter(for instanceID: InstanceID) -> Filter {
        .tag(instance, exactly: [instanceID.text])
    }

    /// The tags of the snapshot of that volume.
    package static func tags(for volume: AttachedVolume, of launch: Launch) -> [Tag] {
        var tags = [
            Tag(key: createdBy, value: "snap-and-tag"),
            Tag(key: instance, value: launch.instanceID.text),
            Tag(key: Self.volume, value: volume.volumeID),
        ]
        for (key, value) in [
            (device, volume.device), (activity, launch.activityID), (group, launch.groupName),
        ] {
            let value = value.map(tagValue) ?? ""
            if !value.isEmpty { tags.append(Tag(key: key, value: value)) }
        }
        return tags
    }

    /// The text without what XML can't say, by which EC2's answers would become unreadable, and cut to the 256 UTF-16 units
    /// that a tag's value may have, between characters.
    private static func tagValue(_ text: String) -> String {
        // There are never more UTF-16 units than bytes of UTF-8, and mostly few of either.
        if text.utf8.count <= 256, text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
        var value = ""
        var length = 0
        for character in String(String.UnicodeScalarView(text.unicodeScalars.filter(isPlain))) {
            length += character.utf16.count
            guard length <= 256 else { break }
            value.append(character)
        }
        return value
    }

    /// Whether it is neither a control character nor one of the two that XML 1.0 leaves out.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
