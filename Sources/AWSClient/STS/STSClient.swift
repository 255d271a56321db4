/// AWS Security Token Service: who one is, and credentials for another role.
package struct STSClient: Sendable {
    let caller: ServiceCaller

    /// A client that calls through that caller, whose service is `.sts`. `assumeRoleWithWebIdentity` needs no
    /// credentials, and so a caller without a provider is enough for it.
    package init(_ caller: ServiceCaller) {
        self.caller = caller
    }
}
