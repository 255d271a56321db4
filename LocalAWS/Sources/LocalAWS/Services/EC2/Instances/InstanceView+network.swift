internal import Platform

/// The network interface of an instance.
extension InstanceView {
    /// The instance's one network interface.
    ///
    /// - Parameter isAlone: whether it is shown by itself, and has to say whose it is.
    func renderInterface(isAlone: Bool = false, to xml: inout OutputWriter) {
        xml.text("networkInterfaceId", instance.networkInterfaceID)
        xml.text("subnetId", instance.subnetID)
        xml.text("vpcId", vpcID)
        xml.text("ownerId", accountID)
        xml.text("status", "in-use")
        xml.text("interfaceType", "interface")
        xml.text("description", instance.settings.interfaceDescription ?? "")
        xml.text("privateIpAddress", instance.privateAddress.text)
        xml.text("privateDnsName", dnsName)
        xml.boolean("sourceDestCheck", instance.settings.checksSourceAndDestination)
        renderGroups(to: &xml)
        xml.structure("attachment") {
            $0.text("attachmentId", "eni-attach-\(instance.networkInterfaceID.dropFirst("eni-".count))")
            if isAlone { $0.text("instanceId", instance.id) }
            $0.number("deviceIndex", 0)
            $0.text("status", "attached")
            $0.moment("attachTime", instance.launchTime)
            $0.boolean("deleteOnTermination", instance.settings.deletesInterface)
        }
        renderAssociation(to: &xml)
        xml.list("privateIpAddressesSet", of: [self]) { xml, view in
            xml.text("privateIpAddress", view.instance.privateAddress.text)
            xml.text("privateDnsName", view.dnsName)
            xml.boolean("primary", true)
            view.renderAssociation(to: &xml)
        }
    }

    private func renderAssociation(to xml: inout OutputWriter) {
        guard hasPublicAddress else { return }
        xml.structure("association") {
            $0.text("publicIp", instance.privateAddress.publicText)
            $0.text("publicDnsName", publicDNSName)
            $0.text("ipOwnerId", "amazon")
        }
    }
}
