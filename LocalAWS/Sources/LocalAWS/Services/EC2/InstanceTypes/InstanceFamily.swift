/// A family of instance types whose sizes differ by a factor only.
struct InstanceFamily: Sendable {
    let name: String
    let manufacturer: String
    let isCurrent: Bool
    let isNitro: Bool
    let isBurstable: Bool
    let sizes: [Size]

    /// One size.
    struct Size: Sendable {
        let name: String
        let processors: Int
        let memoryInMiB: Int
    }

    /// The general families: their processors double from size to size, and each comes with as much memory.
    private static func regular(
        _ name: String,
        _ manufacturer: String,
        memoryPerProcessor: Int,
        hasMedium: Bool = false
    ) -> InstanceFamily {
        let large = [
            ("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16), ("8xlarge", 32), ("12xlarge", 48),
            ("16xlarge", 64),
        ]
        return InstanceFamily(
            name: name,
            manufacturer: manufacturer,
            isCurrent: true,
            isNitro: true,
            isBurstable: false,
            sizes: ((hasMedium ? [("medium", 1)] : []) + large).map {
                Size(name: $0.0, processors: $0.1, memoryInMiB: $0.1 * memoryPerProcessor * 1_024)
            }
        )
    }

    /// The families that save up processor time.
    private static func burstable(_ name: String, _ manufacturer: String) -> InstanceFamily {
        let isOld = name == "t2"
        let sizes = [
            ("nano", 512), ("micro", 1_024), ("small", 2_048), ("medium", 4_096), ("large", 8_192),
            ("xlarge", 16_384), ("2xlarge", 32_768),
        ]
        return InstanceFamily(
            name: name,
            manufacturer: manufacturer,
            isCurrent: true,
            isNitro: !isOld,
            isBurstable: true,
            sizes: sizes.map { size, memory in
                let isTiny = isOld && memory <= 2_048
                return Size(
                    name: size,
                    processors: isTiny ? 1 : memory <= 8_192 ? 2 : memory / 4_096,
                    memoryInMiB: memory
                )
            }
        )
    }

    /// The families that the emulator can describe; instances of EC2's others can be launched all the same.
    static let all: [InstanceFamily] = [
        InstanceFamily(
            name: "m1",
            manufacturer: "Intel",
            isCurrent: false,
            isNitro: false,
            isBurstable: false,
            sizes: [
                Size(name: "small", processors: 1, memoryInMiB: 1_740),
                Size(name: "medium", processors: 1, memoryInMiB: 3_788),
                Size(name: "large", processors: 2, memoryInMiB: 7_680),
                Size(name: "xlarge", processors: 4, memoryInMiB: 15_360),
            ]
        ),
        burstable("t2", "Intel"),
        burstable("t3", "Intel"),
        burstable("t3a", "AMD"),
        burstable("t4g", "AWS"),
        regular("m6g", "AWS", memoryPerProcessor: 4, hasMedium: true),
        regular("m6i", "Intel", memoryPerProcessor: 4),
        regular("m7g", "AWS", memoryPerProcessor: 4, hasMedium: true),
        regular("m7i", "Intel", memoryPerProcessor: 4),
        regular("c6g", "AWS", memoryPerProcessor: 2, hasMedium: true),
        regular("c6i", "Intel", memoryPerProcessor: 2),
        regular("c7g", "AWS", memoryPerProcessor: 2, hasMedium: true),
        regular("c7i", "Intel", memoryPerProcessor: 2),
        regular("r6g", "AWS", memoryPerProcessor: 8, hasMedium: true),
        regular("r6i", "Intel", memoryPerProcessor: 8),
        regular("r7g", "AWS", memoryPerProcessor: 8, hasMedium: true),
        regular("r7i", "Intel", memoryPerProcessor: 8),
    ]
}
