internal import Platform

/// What instances can be looked for by.
extension InstanceView {
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
            "instance.group-name": { $0.groupNames },
            "iam-instance-profile.arn": { [$0.instance.settings.instanceProfile?.arn] },
            "iam-instance-profile.name": { [$0.instance.settings.instanceProfile?.profileName] },
            "ip-address": { [$0.hasPublicAddress ? $0.instance.privateAddress.publicText : nil] },
            "dns-name": { [$0.hasPublicAddress ? $0.publicDNSName : nil] },
            "key-name": { [$0.instance.settings.keyName] },
            "metadata-options.http-tokens": { [$0.instance.settings.metadataOptions.effective.tokens] },
            "metadata-options.http-endpoint": { [$0.instance.settings.metadataOptions.effective.endpoint] },
            "network-interface.group-id": { $0.hasNetwork ? $0.instance.securityGroupIDs : [] },
            "network-interface.subnet-id": { [$0.hasNetwork ? $0.instance.subnetID : nil] },
            "network-interface.vpc-id": { [$0.hasNetwork ? $0.vpcID : nil] },
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
