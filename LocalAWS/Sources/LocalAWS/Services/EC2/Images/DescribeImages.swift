internal import Platform

/// Lists images.
struct DescribeImages: EC2Operation {
    static let name = "DescribeImages"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "ImageId.N", "Owner.N", "ExecutableBy.N", "IncludeDeprecated", "IncludeDisabled",
    ])
    static let mutates = false

    private let ids: [String]
    private let owners: [String]
    private let users: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("ImageId")
        for id in ids { try ResourceKind.image.check(id, parameter: "imageId") }
        owners = parameters.list("Owner")
        users = parameters.list("ExecutableBy")
        // No image here is deprecated or disabled, so that including those changes nothing.
        _ = try parameters.boolean("IncludeDeprecated")
        _ = try parameters.boolean("IncludeDisabled")
        filters = try Filter.list(parameters, for: Self.filterTable)
        page = try PageRequest(
            parameters,
            of: Self.name,
            range: 1...1_000,
            conflict: ("imageIdSet", !ids.isEmpty)
        )
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Image> {
        let catalogue = state.images
        var candidates = ids.isEmpty ? catalogue.list : []
        for id in ids { candidates.append(try catalogue.image(id)) }
        return page.page(of: zip(1..., candidates), position: \.0) { _, image in
            let isOwned =
                owners.isEmpty || owners.contains(Image.amazonAlias) || owners.contains(Image.amazonOwnerID)
            let isUsable = users.isEmpty || users.contains("all")
            return isOwned && isUsable && Self.filterTable.passes(image, filters) ? image : nil
        }
    }

    private static let filterTable = FilterTable<Image>(
        tags: { _ in TagList() },
        [
            "architecture": { [$0.architecture] },
            "boot-mode": { [$0.bootMode] },
            "block-device-mapping.delete-on-termination": { _ in ["true"] },
            "block-device-mapping.device-name": { [$0.rootDeviceName] },
            "block-device-mapping.encrypted": { _ in ["false"] },
            "block-device-mapping.snapshot-id": { [$0.snapshotID] },
            "block-device-mapping.volume-size": { ["\($0.rootVolumeSize)"] },
            "block-device-mapping.volume-type": { [$0.rootVolumeType.rawValue] },
            "creation-date": { [$0.creationTime.iso8601] },
            "description": { [$0.description] },
            "ena-support": { _ in ["true"] },
            "hypervisor": { _ in ["xen"] },
            "image-allowed": { _ in ["true"] },
            "image-id": { [$0.id] },
            "image-type": { _ in ["machine"] },
            "is-public": { _ in ["true"] },
            "kernel-id": { _ in [] },
            "manifest-location": { ["\(Image.amazonAlias)/\($0.name)"] },
            "name": { [$0.name] },
            "owner-alias": { _ in [Image.amazonAlias] },
            "owner-id": { _ in [Image.amazonOwnerID] },
            "platform": { _ in [] },
            "product-code": { _ in [] },
            "ramdisk-id": { _ in [] },
            "root-device-name": { [$0.rootDeviceName] },
            "root-device-type": { _ in ["ebs"] },
            "state": { _ in ["available"] },
            "virtualization-type": { _ in ["hvm"] },
        ]
    )

    static func render(_ page: Page<Image>, to xml: inout OutputWriter) {
        xml.list("imagesSet", of: page.items) { xml, image in
            xml.text("imageId", image.id)
            xml.text("imageLocation", "\(Image.amazonAlias)/\(image.name)")
            xml.text("imageState", "available")
            xml.text("imageOwnerId", Image.amazonOwnerID)
            xml.text("imageOwnerAlias", Image.amazonAlias)
            xml.text("creationDate", image.creationTime.iso8601)
            xml.boolean("isPublic", true)
            xml.text("architecture", image.architecture)
            xml.text("imageType", "machine")
            xml.text("name", image.name)
            xml.text("description", image.description)
            xml.text("rootDeviceType", "ebs")
            xml.text("rootDeviceName", image.rootDeviceName)
            renderDevices(of: image, to: &xml)
            xml.text("virtualizationType", "hvm")
            xml.text("hypervisor", "xen")
            xml.boolean("enaSupport", true)
            xml.text("sriovNetSupport", "simple")
            xml.text("bootMode", image.bootMode)
            xml.text("imdsSupport", "v2.0")
            xml.text("platformDetails", "Linux/UNIX")
            xml.text("usageOperation", "RunInstances")
        }
        xml.text("nextToken", page.nextToken)
    }

    private static func renderDevices(of image: Image, to xml: inout OutputWriter) {
        xml.list("blockDeviceMapping", of: [image]) { xml, image in
            xml.text("deviceName", image.rootDeviceName)
            xml.structure("ebs") { xml in
                xml.text("snapshotId", image.snapshotID)
                xml.number("volumeSize", image.rootVolumeSize)
                xml.boolean("deleteOnTermination", true)
                xml.text("volumeType", image.rootVolumeType.rawValue)
                xml.boolean("encrypted", false)
            }
        }
    }
}
