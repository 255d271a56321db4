/// A known instance type in answers and filters.
struct InstanceTypeView: Sendable {
    let family: InstanceFamily
    let size: InstanceFamily.Size
    /// Where it is in the list.
    let position: Int

    var name: String { "\(family.name).\(size.name)" }

    /// Every type that is known, in the order of the families and sizes.
    static let all: [InstanceTypeView] = InstanceFamily.all
        .flatMap { family in family.sizes.map { (family, $0) } }
        .enumerated()
        .map { InstanceTypeView(family: $1.0, size: $1.1, position: $0 + 1) }

    var architecture: String { InstanceType.architecture(of: name) }
    private var hypervisor: String { family.isNitro ? "nitro" : "xen" }
    /// What the free tier has.
    private var isFree: Bool { ["t2.micro", "t3.micro", "t4g.small"].contains(name) }
    private var threadsPerCore: Int { architecture == "arm64" || size.processors == 1 ? 1 : 2 }
    private var cores: Int { size.processors / threadsPerCore }

    func render(to xml: inout OutputWriter) {
        xml.text("instanceType", name)
        xml.boolean("currentGeneration", family.isCurrent)
        xml.boolean("freeTierEligible", isFree)
        xml.texts("supportedUsageClasses", ["on-demand"])
        xml.texts("supportedRootDeviceTypes", ["ebs"])
        xml.texts("supportedVirtualizationTypes", ["hvm"])
        xml.boolean("bareMetal", false)
        xml.text("hypervisor", hypervisor)
        xml.structure("processorInfo") {
            $0.texts("supportedArchitectures", [architecture])
            $0.text("manufacturer", family.manufacturer)
        }
        xml.structure("vCpuInfo") {
            $0.number("defaultVCpus", size.processors)
            $0.number("defaultCores", cores)
            $0.number("defaultThreadsPerCore", threadsPerCore)
        }
        xml.structure("memoryInfo") { $0.number("sizeInMiB", size.memoryInMiB) }
        xml.boolean("instanceStorageSupported", false)
        renderStorage(to: &xml)
        renderNetwork(to: &xml)
        xml.structure("placementGroupInfo") { $0.texts("supportedStrategies", ["partition", "spread"]) }
        xml.boolean("hibernationSupported", false)
        xml.boolean("burstablePerformanceSupported", family.isBurstable)
        xml.boolean("dedicatedHostsSupported", false)
        xml.boolean("autoRecoverySupported", true)
        xml.texts("supportedBootModes", architecture == "arm64" ? ["uefi"] : ["legacy-bios", "uefi"])
    }

    private func renderStorage(to xml: inout OutputWriter) {
        xml.structure("ebsInfo") {
            $0.text("ebsOptimizedSupport", family.isNitro ? "default" : "unsupported")
            $0.text("encryptionSupport", "supported")
            $0.text("nvmeSupport", family.isNitro ? "required" : "unsupported")
            $0.number("maximumEbsAttachments", Instance.maximumVolumes)
        }
    }

    private func renderNetwork(to xml: inout OutputWriter) {
        xml.structure("networkInfo") {
            $0.number("maximumNetworkInterfaces", 1)
            $0.number("maximumNetworkCards", 1)
            $0.number("defaultNetworkCardIndex", 0)
            $0.number("ipv4AddressesPerInterface", 1)
            $0.number("ipv6AddressesPerInterface", 0)
            $0.boolean("ipv6Supported", false)
            $0.text("enaSupport", family.isNitro ? "required" : "unsupported")
            $0.boolean("efaSupported", false)
            $0.boolean("encryptionInTransitSupported", false)
        }
    }

    static let filterTable = FilterTable<InstanceTypeView>([
        "auto-recovery-supported": { _ in ["true"] },
        "bare-metal": { _ in ["false"] },
        "burstable-performance-supported": { ["\($0.family.isBurstable)"] },
        "current-generation": { ["\($0.family.isCurrent)"] },
        "free-tier-eligible": { ["\($0.isFree)"] },
        "hibernation-supported": { _ in ["false"] },
        "hypervisor": { [$0.hypervisor] },
        "instance-storage-supported": { _ in ["false"] },
        "instance-type": { [$0.name] },
        "memory-info.size-in-mib": { ["\($0.size.memoryInMiB)"] },
        "processor-info.supported-architecture": { [$0.architecture] },
        "supported-root-device-type": { _ in ["ebs"] },
        "supported-usage-class": { _ in ["on-demand"] },
        "supported-virtualization-type": { _ in ["hvm"] },
        "vcpu-info.default-cores": { ["\($0.cores)"] },
        "vcpu-info.default-threads-per-core": { ["\($0.threadsPerCore)"] },
        "vcpu-info.default-vcpus": { ["\($0.size.processors)"] },
    ])
}
