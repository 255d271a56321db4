internal import Platform

/// A machine image with one EBS volume.
struct Image: Codable, Sendable, Hashable {
    let id: String
    let name: String
    let description: String
    let architecture: String
    let rootDeviceName: String
    /// In GiB.
    let rootVolumeSize: Int
    let rootVolumeType: VolumeType
    let snapshotID: String
    let creationTime: Timestamp

    /// The account of Amazon's that owns the images of Amazon Linux.
    static let amazonOwnerID = "137112412989"
    static let amazonAlias = "amazon"

    /// What instances of it boot by.
    var bootMode: String { architecture == "arm64" ? "uefi" : "uefi-preferred" }
}

/// The images of a region: two of Amazon Linux 2023, fewer than a page's least length.
///
/// An identifier of AWS's own catalogue, copied from a script or a template, works too: any that is
/// well-formed stands for an x86_64 image with 8 GiB at `/dev/xvda`. The one whose digits are all zero is never there, for
/// those who want to see a launch fail.
struct ImageCatalogue: Codable, Sendable {
    let list: [Image]

    init(in region: Region, identifiers: inout IdentifierGenerator) {
        list = ["x86_64", "arm64"].map { architecture in
            Image(
                id: identifiers.resourceID("ami"),
                name: "al2023-ami-2023.9.20251117.1-kernel-6.1-\(architecture)",
                description: "Amazon Linux 2023 AMI 2023.9.20251117.1 \(architecture) HVM kernel-6.1",
                architecture: architecture,
                rootDeviceName: "/dev/xvda",
                rootVolumeSize: 8,
                rootVolumeType: .gp3,
                snapshotID: identifiers.resourceID("snap"),
                creationTime: Self.releaseTime
            )
        }
    }

    private static let releaseTime = Timestamp(secondsSinceEpoch: 1_763_424_000)

    /// The image with that identifier, which is well-formed.
    func image(_ id: String) throws(ServiceError) -> Image {
        guard id.dropFirst("ami-".count).contains(where: { $0 != "0" }) else {
            throw ResourceKind.image.notFound([id])
        }
        return list.first { $0.id == id }
            ?? Image(
                id: id,
                name: id,
                description: "An image of another catalogue",
                architecture: "x86_64",
                rootDeviceName: "/dev/xvda",
                rootVolumeSize: 8,
                rootVolumeType: .gp3,
                snapshotID: "snap-\(id.dropFirst(4))",
                creationTime: Self.releaseTime
            )
    }

    /// The image whose volume is made from that snapshot.
    func image(withSnapshot id: String) -> Image? {
        list.first { $0.snapshotID == id }
    }

    /// Whether the image is one of the list, whose properties are known.
    func isKnown(_ id: String) -> Bool {
        list.contains { $0.id == id }
    }
}
