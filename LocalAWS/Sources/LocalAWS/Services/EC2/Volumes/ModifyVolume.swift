internal import Platform

/// Makes a volume larger, faster or of another type, whether it is attached or not.
struct ModifyVolume: EC2Operation {
    static let name = "ModifyVolume"
    static let honours: Set<String> = ["VolumeId", "Size", "VolumeType", "Iops", "Throughput"]
    static let refuses: Set<String> = ["MultiAttachEnabled"]
    static let mutates = true

    let volumeID: String
    private let size: Int?
    private let type: VolumeType?
    private let iops: Int?
    private let throughput: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        volumeID = try parameters.required("VolumeId")
        try ResourceKind.volume.check(volumeID, parameter: "volumeId")
        size = try parameters.integer("Size")
        type = try parameters.optional("VolumeType")
            .map { text throws(ServiceError) in try VolumeType(parameter: text) }
        iops = try parameters.integer("Iops")
        throughput = try parameters.integer("Throughput")
        guard size != nil || type != nil || iops != nil || throughput != nil else {
            throw .missingParameter("size, volumeType, iops or throughput")
        }
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> VolumeModificationView? {
        state.settle(at: context.now)
        let volume = try state.volume(volumeID, at: context.now)
        try checkState(of: volume, at: context.now)
        let starts = try recentStarts(of: volume, at: context.now)
        let target = try target(of: volume.shape)
        let optimizing = context.now + context.timings.volumeModification
        let modification = VolumeModification(
            original: volume.shape,
            target: target,
            startTime: context.now,
            optimizingTime: optimizing,
            endTime: optimizing + context.timings.volumeOptimization,
            recentStarts: starts + [context.now]
        )
        state.volumes.update(volumeID) {
            $0.modification = modification
            $0.shape = target
        }
        return state.volumes[volumeID].flatMap { VolumeModificationView($0, at: context.now) }
    }

    private func checkState(of volume: Volume, at now: Timestamp) throws(ServiceError) {
        guard [.available, .inUse].contains(volume.status(at: now)) else {
            throw .incorrectState("Volume \(volumeID) must be in available or in-use state to be modified.")
        }
        guard let state = volume.modification?.state(at: now), state != "completed" else { return }
        throw ServiceError(
            "IncorrectModificationState",
            "Volume \(volumeID) cannot be modified in modification state \(state.uppercased())"
        )
    }

    /// The changes of the day before, which must not be too many.
    private func recentStarts(of volume: Volume, at now: Timestamp) throws(ServiceError) -> [Timestamp] {
        let starts = (volume.modification?.recentStarts ?? []).filter {
            now < $0 + VolumeModification.interval
        }
        guard let first = starts.first, starts.count >= VolumeModification.maximumCount else { return starts }
        throw ServiceError(
            "VolumeModificationRateExceeded",
            "You've reached the maximum modification rate per volume limit. You can modify \(volumeID) again at "
                + "\((first + VolumeModification.interval).iso8601)."
        )
    }

    /// What the volume is to be: what the call leaves open stays, or is what the new type gives.
    private func target(of original: VolumeShape) throws(ServiceError) -> VolumeShape {
        if let size, size < original.size {
            throw .invalidParameterValue("New size cannot be smaller than existing size")
        }
        var target = original
        target.size = size ?? original.size
        target.type = type ?? original.type
        let isOfSameType = target.type == original.type
        let asked = VolumeSpecification(
            type: target.type,
            size: target.size,
            iops: iops ?? (target.type.rates == nil ? nil : isOfSameType ? original.iops : 3_000),
            throughput: throughput
                ?? (target.type.throughputs.map {
                    isOfSameType ? original.throughput ?? $0.lowerBound : $0.lowerBound
                })
        )
        try asked.check()
        target.iops = asked.iops ?? target.type.defaultRate(size: target.size)
        target.throughput = asked.throughput
        return target
    }

    static func render(_ output: VolumeModificationView?, to xml: inout OutputWriter) {
        xml.structure("volumeModification") { xml in output?.render(to: &xml) }
    }
}
