internal import HTTPTypes
internal import Platform
internal import SigV4

/// Verifies who signed a request, with the machine's time: that is what the client signed with, whatever the
/// cloud's clock does. A session ends in the cloud's time.
struct SignatureCheck: Sendable {
    private let cloud: Cloud
    private let verifier = Verifier()

    init(cloud: Cloud) {
        self.cloud = cloud
    }

    /// What a valid signature says.
    struct Signed: Sendable {
        let caller: Caller
        let region: Region
    }

    /// Whoever signed the request, and for which region.
    func verify(
        _ request: ServiceRequest,
        _ intake: Intake,
        in wire: WireProtocol
    ) throws(ServiceError) -> Signed {
        let refusals = SignatureRefusals(wire: wire)
        let signature: ReceivedSignature
        switch intake.signature {
        case .success(let received): signature = received
        case .failure(let refusal): throw refusals.error(for: refusal)
        }
        guard let entry = cloud.accessKey(signature.accessKeyID), entry.hasToken(signature.sessionToken)
        else { throw refusals.unknownKey }
        do throws(VerificationError) {
            try verifier.verify(
                signature,
                of: request.head,
                payload: .bytes(request.body),
                secretAccessKey: entry.secretAccessKey,
                at: systemTime()
            )
        } catch {
            throw refusals.error(for: error)
        }
        if let end = entry.expiration, end <= cloud.clock.now { throw refusals.expiredToken }
        guard let region = Region(signature.scope.region) else { throw refusals.invalidRegion }
        return Signed(caller: entry.caller, region: region)
    }
}
