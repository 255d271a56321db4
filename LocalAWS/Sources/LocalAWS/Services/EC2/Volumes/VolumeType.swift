/// The kinds of EBS volumes and their limits (EBS User Guide, "Amazon EBS volume types").
enum VolumeType: String, Codable, Sendable, CaseIterable {
    case standard, io1, io2, gp2, gp3, sc1, st1

    init(parameter text: String) throws(ServiceError) {
        guard let type = VolumeType(rawValue: text) else {
            throw ServiceError("UnknownVolumeType", "Unknown volume type: \(text)")
        }
        self = type
    }

    /// In GiB.
    var sizes: ClosedRange<Int> {
        switch self {
        case .standard: 1...1_024
        case .io1: 4...16_384
        case .io2: 4...65_536
        case .gp2: 1...16_384
        case .gp3: 1...65_536
        case .sc1, .st1: 125...16_384
        }
    }

    /// The rates of I/O operations a second that a caller may ask for; nil for types that have no say in it.
    var rates: ClosedRange<Int>? {
        switch self {
        case .io1: 100...64_000
        case .io2: 100...256_000
        case .gp3: 3_000...80_000
        case .standard, .gp2, .sc1, .st1: nil
        }
    }

    /// In MiB a second, for the type that has a say in it.
    var throughputs: ClosedRange<Int>? {
        self == .gp3 ? 125...2_000 : nil
    }

    /// How many snapshots of a volume may be pending at a time.
    var maximumPendingSnapshots: Int {
        switch self {
        case .sc1, .st1: 1
        case .standard, .io1, .io2, .gp2, .gp3: 5
        }
    }

    /// The rate that the type gives a volume of that size when the caller asks for none.
    func defaultRate(size: Int) -> Int? {
        switch self {
        case .gp2: max(100, min(16_000, size * 3))
        case .gp3: 3_000
        case .standard, .io1, .io2, .sc1, .st1: nil
        }
    }
}

/// What a volume is to be: checked, and complete but for what a snapshot supplies.
struct VolumeSpecification: Sendable {
    var type: VolumeType
    /// In GiB; nil when the snapshot says.
    var size: Int?
    var snapshotID: String?
    var iops: Int?
    var throughput: Int?
    var isEncrypted: Bool?
    var kmsKeyID: String?

    /// Refuses what a volume of that type can't be. The size is checked when it is known.
    func check() throws(ServiceError) {
        if let iops {
            guard let rates = type.rates else {
                throw .invalidCombination("The parameter iops is not supported for \(type) volumes.")
            }
            guard rates.contains(iops) else {
                throw .invalidParameterValue(
                    "Volume iops of \(iops) is out of range; \(type) volumes take \(rates.lowerBound) to \(rates.upperBound)."
                )
            }
        } else if type == .io1 || type == .io2 {
            throw .missingParameter("iops for \(type) volumes")
        }
        if let throughput {
            guard let throughputs = type.throughputs else {
                throw .invalidCombination("The parameter throughput is not supported for \(type) volumes.")
            }
            guard throughputs.contains(throughput) else {
                throw .invalidParameterValue(
                    "Throughput of \(throughput) MiB/s is out of range; \(type) volumes take "
                        + "\(throughputs.lowerBound) to \(throughputs.upperBound)."
                )
            }
        }
        if kmsKeyID != nil, isEncrypted != true {
            throw ServiceError(
                "InvalidParameterDependency",
                "The parameter KmsKeyId requires the parameter Encrypted to be set."
            )
        }
        if let size { try checkSize(size) }
        guard size != nil || snapshotID != nil else { throw .missingParameter("size or snapshotId") }
    }

    /// Refuses a size that the type doesn't have.
    func checkSize(_ size: Int) throws(ServiceError) {
        guard size >= type.sizes.lowerBound else {
            throw .invalidParameterValue(
                "Volume of \(size)GiB is too small for volume type \(type); minimum is \(type.sizes.lowerBound)GiB."
            )
        }
        guard size <= type.sizes.upperBound else {
            throw .invalidParameterValue(
                "Volume of \(size)GiB is too large for volume type \(type); maximum is \(type.sizes.upperBound)GiB."
            )
        }
    }
}
