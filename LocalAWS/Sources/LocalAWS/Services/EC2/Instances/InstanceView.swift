internal import Platform

/// An instance as it is at a moment: what filters look at and answers show.
struct InstanceView: Sendable {
    let instance: Instance
    let state: InstanceState
    let attachments: [AttachmentView]
    let vpcID: String
    let accountID: String
    let dnsName: String
    let publicDNSName: String
    let groupNames: [String]

    init(_ instance: Instance, in state: EC2State, _ context: ActionContext) {
        self.instance = instance
        self.state = instance.state(at: context.now)
        attachments = state.volumes(of: instance, at: context.now)
            .compactMap { AttachmentView($0, at: context.now) }
        vpcID = state.network.vpcID
        accountID = context.accountID
        dnsName = instance.privateAddress.dnsName(in: context.region)
        publicDNSName = instance.privateAddress.publicDNSName(in: context.region)
        groupNames = instance.securityGroupIDs.map { state.securityGroups[$0]?.name ?? "" }
    }

    /// An instance that has been terminated is in no network any more.
    var hasNetwork: Bool { state != .terminated }

    /// It has a public address only while it runs.
    var hasPublicAddress: Bool {
        instance.settings.hasPublicAddress && [.pending, .running].contains(state)
    }

    private var isDown: Bool { state != .pending && state != .running }

    func render(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        renderPlacement(to: &xml)
        renderMachine(to: &xml)
        renderDevices(to: &xml)
        xml.list("networkInterfaceSet", of: hasNetwork ? [self] : []) { $1.renderInterface(to: &$0) }
        renderOptions(to: &xml)
        xml.text("clientToken", instance.clientToken ?? "")
        xml.tagSet(instance.tags)
    }

    private func renderIdentity(to xml: inout OutputWriter) {
        xml.text("instanceId", instance.id)
        xml.text("imageId", instance.imageID)
        state.render("instanceState", to: &xml)
        xml.text("privateDnsName", hasNetwork ? dnsName : "")
        xml.text("dnsName", hasPublicAddress ? publicDNSName : "")
        xml.text("reason", isDown ? "User initiated" : "")
        if isDown {
            xml.structure("stateReason") {
                $0.text("code", "Client.UserInitiatedShutdown")
                $0.text("message", "Client.UserInitiatedShutdown: User initiated shutdown")
            }
        }
        xml.number("amiLaunchIndex", instance.launchIndex)
        xml.text("keyName", instance.settings.keyName)
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
        if hasPublicAddress { xml.text("ipAddress", instance.privateAddress.publicText) }
        xml.boolean("sourceDestCheck", instance.settings.checksSourceAndDestination)
        renderGroups(to: &xml)
    }

    func renderGroups(to xml: inout OutputWriter) {
        xml.list("groupSet", of: zip(instance.securityGroupIDs, groupNames)) { xml, group in
            xml.text("groupId", group.0)
            xml.text("groupName", group.1)
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

    func renderDevices(to xml: inout OutputWriter) {
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

    /// What was only to be kept and shown.
    private func renderOptions(to xml: inout OutputWriter) {
        if let profile = instance.settings.instanceProfile {
            xml.structure("iamInstanceProfile") {
                $0.text("arn", profile.arn)
                $0.text("id", profile.id)
            }
        }
        xml.structure("metadataOptions") {
            $0.text("state", "applied")
            instance.settings.metadataOptions.effective.render(to: &$0)
        }
        let shown = LaunchSpecification.launchableMembers.members.filter {
            $0.request != "CreditSpecification"
        }
        xml.members(instance.settings.options, MemberTable(shown))
    }

    var monitoringState: String { instance.settings.isMonitored ? "enabled" : "disabled" }
}

/// The instances of one RunInstances call.
struct ReservationView: Sendable {
    let id: String
    let accountID: String
    let instances: [InstanceView]

    /// Who is shown to have launched the instances of groups: an account of Auto Scaling's.
    private static let autoScalingAccountID = "940372691376"

    private var isOfGroup: Bool {
        instances.first?.instance.tags.value(of: "aws:autoscaling:groupName") != nil
    }

    func render(to xml: inout OutputWriter) {
        xml.text("reservationId", id)
        xml.text("ownerId", accountID)
        if isOfGroup { xml.text("requesterId", Self.autoScalingAccountID) }
        xml.structure("groupSet") { _ in }
        xml.list("instancesSet", of: instances) { $1.render(to: &$0) }
    }
}
