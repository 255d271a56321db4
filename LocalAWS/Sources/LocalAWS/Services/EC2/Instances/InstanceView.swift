internal import Platform

/// An instance as it is at a moment: what filters look at and answers show.
struct InstanceView: Sendable {
    let instance: Instance
    let state: InstanceState
    let attachments: [AttachmentView]
    let vpcID: String
    let accountID: String
    let dnsName: String

    init(_ instance: Instance, in state: EC2State, _ context: ActionContext) {
        self.instance = instance
        self.state = instance.state(at: context.now)
        attachments = state.volumes(of: instance, at: context.now)
            .compactMap { AttachmentView($0, at: context.now) }
        vpcID = state.network.vpcID
        accountID = context.accountID
        dnsName = instance.privateAddress.dnsName(in: context.region)
    }

    /// An instance that has been terminated is in no network any more.
    var hasNetwork: Bool { state != .terminated }

    func render(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        renderPlacement(to: &xml)
        renderMachine(to: &xml)
        renderDevices(to: &xml)
        renderInterfaces(to: &xml)
        xml.text("clientToken", instance.clientToken ?? "")
        xml.tagSet(instance.tags)
    }

    private func renderIdentity(to xml: inout OutputWriter) {
        xml.text("instanceId", instance.id)
        xml.text("imageId", instance.imageID)
        state.render("instanceState", to: &xml)
        xml.text("privateDnsName", hasNetwork ? dnsName : "")
        xml.text("dnsName", "")
        xml.text("reason", state == .terminated ? "User initiated" : "")
        if state == .terminated || state == .shuttingDown {
            xml.structure("stateReason") {
                $0.text("code", "Client.UserInitiatedShutdown")
                $0.text("message", "Client.UserInitiatedShutdown: User initiated shutdown")
            }
        }
        xml.number("amiLaunchIndex", instance.launchIndex)
        xml.structure("productCodes") { _ in }
        xml.text("instanceType", instance.settings.type)
        xml.text("launchTime", instance.launchTime.iso8601)
    }

    private func renderPlacement(to xml: inout OutputWriter) {
        xml.structure("placement") {
            $0.text("availabilityZone", instance.zone)
            $0.text("groupName", "")
            $0.text("tenancy", "default")
        }
        xml.structure("monitoring") { $0.text("state", monitoringState) }
        guard hasNetwork else { return }
        xml.text("subnetId", instance.subnetID)
        xml.text("vpcId", vpcID)
        xml.text("privateIpAddress", instance.privateAddress.text)
        xml.boolean("sourceDestCheck", true)
        renderGroups(to: &xml)
    }

    private func renderGroups(to xml: inout OutputWriter) {
        xml.list("groupSet", of: instance.securityGroupIDs) { xml, id in
            xml.text("groupId", id)
            xml.text("groupName", "default")
        }
    }

    private func renderMachine(to xml: inout OutputWriter) {
        xml.text("architecture", instance.architecture)
        xml.text("rootDeviceType", "ebs")
        xml.text("rootDeviceName", instance.rootDeviceName)
        xml.text("virtualizationType", "hvm")
        xml.text("hypervisor", "xen")
        xml.boolean("ebsOptimized", instance.settings.isEBSOptimized)
        xml.boolean("enaSupport", true)
        xml.text("platformDetails", "Linux/UNIX")
        xml.text("usageOperation", "RunInstances")
    }

    private func renderDevices(to xml: inout OutputWriter) {
        xml.list("blockDeviceMapping", of: attachments) { xml, view in
            xml.text("deviceName", view.attachment.device)
            xml.structure("ebs") {
                $0.text("volumeId", view.volumeID)
                $0.text("status", view.status)
                $0.text("attachTime", view.attachment.attachTime.iso8601)
                $0.boolean("deleteOnTermination", view.attachment.deleteOnTermination)
            }
        }
    }

    private func renderInterfaces(to xml: inout OutputWriter) {
        xml.list("networkInterfaceSet", of: hasNetwork ? [instance.networkInterfaceID] : []) { xml, id in
            xml.text("networkInterfaceId", id)
            xml.text("subnetId", instance.subnetID)
            xml.text("vpcId", vpcID)
            xml.text("ownerId", accountID)
            xml.text("status", "in-use")
            xml.text("privateIpAddress", instance.privateAddress.text)
            xml.text("privateDnsName", dnsName)
            xml.boolean("sourceDestCheck", true)
            renderGroups(to: &xml)
        }
    }

    private var monitoringState: String { instance.settings.isMonitored ? "enabled" : "disabled" }

    static let filterTable = FilterTable<InstanceView>(
        tags: { $0.instance.tags },
        [
            "architecture": { [$0.instance.architecture] },
            "availability-zone": { [$0.instance.zone] },
            "block-device-mapping.attach-time": { $0.attachments.map(\.attachment.attachTime.iso8601) },
            "block-device-mapping.delete-on-termination": {
                $0.attachments.map { "\($0.attachment.deleteOnTermination)" }
            },
            "block-device-mapping.device-name": { $0.attachments.map(\.attachment.device) },
            "block-device-mapping.status": { $0.attachments.map(\.status) },
            "block-device-mapping.volume-id": { $0.attachments.map(\.volumeID) },
            "client-token": { [$0.instance.clientToken] },
            "hypervisor": { _ in ["xen"] },
            "image-id": { [$0.instance.imageID] },
            "instance-id": { [$0.instance.id] },
            "instance-state-code": { ["\($0.state.rawValue)"] },
            "instance-state-name": { [$0.state.name] },
            "instance-type": { [$0.instance.settings.type] },
            "instance.group-id": { $0.instance.securityGroupIDs },
            "launch-index": { ["\($0.instance.launchIndex)"] },
            "launch-time": { [$0.instance.launchTime.iso8601] },
            "monitoring-state": { [$0.monitoringState] },
            "network-interface.network-interface-id": {
                [$0.hasNetwork ? $0.instance.networkInterfaceID : nil]
            },
            "owner-id": { [$0.accountID] },
            "private-dns-name": { [$0.hasNetwork ? $0.dnsName : nil] },
            "private-ip-address": { [$0.hasNetwork ? $0.instance.privateAddress.text : nil] },
            "reservation-id": { [$0.instance.reservationID] },
            "root-device-name": { [$0.instance.rootDeviceName] },
            "root-device-type": { _ in ["ebs"] },
            "subnet-id": { [$0.hasNetwork ? $0.instance.subnetID : nil] },
            "tenancy": { _ in ["default"] },
            "virtualization-type": { _ in ["hvm"] },
            "vpc-id": { [$0.hasNetwork ? $0.vpcID : nil] },
        ]
    )
}

/// The instances of one RunInstances call.
struct ReservationView: Sendable {
    let id: String
    let accountID: String
    let instances: [InstanceView]

    func render(to xml: inout OutputWriter) {
        xml.text("reservationId", id)
        xml.text("ownerId", accountID)
        xml.structure("groupSet") { _ in }
        xml.list("instancesSet", of: instances) { $1.render(to: &$0) }
    }
}
