/// Makes a volume that is attached to nothing.
struct CreateVolume: EC2Operation {
    static let name = "CreateVolume"
    static let honours: Set<String> = TagSpecifications.parameters.union([
        "AvailabilityZone", "AvailabilityZoneId", "Size", "SnapshotId", "VolumeType", "Iops", "Throughput",
        "Encrypted", "KmsKeyId", "MultiAttachEnabled", "ClientToken",
    ])
    static let refuses: Set<String> = ["OutpostArn", "VolumeInitializationRate", "Operator"]
    static let mutates = true

    let zoneName: String?
    private let zoneID: String?
    let specification: VolumeSpecification
    let tags: TagList
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        zoneName = parameters.optional("AvailabilityZone")
        zoneID = parameters.optional("AvailabilityZoneId")
        guard zoneName != nil || zoneID != nil else { throw .missingParameter("AvailabilityZone") }
        guard try parameters.boolean("MultiAttachEnabled") != true else {
            throw .unsupportedParameter("MultiAttachEnabled", of: Self.name)
        }
        specification = VolumeSpecification(
            type: try parameters.optional("VolumeType")
                .map { text throws(ServiceError) in try VolumeType(parameter: text) } ?? .gp2,
            size: try parameters.integer("Size"),
            snapshotID: parameters.optional("SnapshotId"),
            iops: try parameters.integer("Iops"),
            throughput: try parameters.integer("Throughput"),
            isEncrypted: try parameters.boolean("Encrypted"),
            kmsKeyID: parameters.optional("KmsKeyId")
        )
        tags = TagList(try TagSpecifications(parameters, for: [.volume]).tags(for: .volume))
        idempotency = try Idempotency(parameters, of: Self.name)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> VolumeView {
        state.settle(at: context.now)
        if let id = try idempotency?.earlierResult(in: state)?.first {
            return VolumeView(try state.volume(id, at: context.now), context)
        }
        let zone = try zone(in: context.region)
        let complete = try state.complete(specification, at: context.now)
        let volume = state.makeVolume(
            complete,
            in: zone.name,
            tags: tags,
            availability: context.timings.volumeCreation,
            &context
        )
        idempotency?.remember([volume.id], in: &state)
        return VolumeView(volume, context)
    }

    private func zone(in region: Region) throws(ServiceError) -> AvailabilityZone {
        let zone = region.zones.first {
            $0.name == (zoneName ?? $0.name) && $0.id == (zoneID ?? $0.id)
        }
        guard let zone else {
            throw ServiceError(
                "InvalidZone.NotFound",
                "The zone '\(zoneName ?? zoneID ?? "")' does not exist."
            )
        }
        return zone
    }

    static func render(_ output: VolumeView, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}
