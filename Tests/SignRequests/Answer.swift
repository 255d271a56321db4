import HTTPTypes
import SigV4

/// One line of output.
struct Answer: Encodable {
    /// The steps of a signature.
    struct Signed: Encodable {
        let canonicalRequest: String
        let stringToSign: String
        let signature: String
        /// Path and query to send.
        let target: String
        /// Headers to send.
        let headers: [[String]]
    }

    /// For `sign` and `presign`.
    var signed: Signed?
    /// For `verify`: whether the signature was accepted.
    var accepted: Bool?
    /// For anything refused: why.
    var reason: String?
}

/// Works on jobs, keeping the signing keys in between, as a client or a server would.
struct Desk {
    private let keyCache = SigningKeyCache(capacity: 1_000)

    func answer(to job: Job) throws -> Answer {
        do {
            switch job.operation {
            case .sign:
                return Answer(signed: Answer.Signed(try sign(job)))
            case .presign:
                return Answer(signed: Answer.Signed(try presign(job)))
            case .verify:
                try verify(job)
                return Answer(accepted: true)
            }
        } catch let error as SigningError {
            return Answer(reason: error.description)
        } catch let error as VerificationError {
            return Answer(accepted: false, reason: error.description)
        }
    }

    private func signer(for job: Job) -> Signer {
        Signer(service: job.service, region: job.region, options: job.options, keyCache: keyCache)
    }

    private func sign(_ job: Job) throws -> SignedRequest {
        try signer(for: job).signShowingSteps(
            job.request(),
            payload: job.payloadToSign(),
            credentials: job.credentials,
            at: job.timestamp()
        )
    }

    private func presign(_ job: Job) throws -> SignedRequest {
        try signer(for: job).presignShowingSteps(
            job.request(),
            payload: job.payloadToSign(),
            credentials: job.credentials,
            at: job.timestamp(),
            expiresIn: .seconds(job.expiresIn ?? 3_600)
        )
    }

    private func verify(_ job: Job) throws {
        let request = try job.request()
        try Verifier(service: job.service, region: job.region, keyCache: keyCache).verify(
            ReceivedSignature(of: request),
            of: request,
            payload: job.payloadToSign(),
            secretAccessKey: job.secretAccessKey,
            at: job.timestamp()
        )
    }
}

extension Answer.Signed {
    init(_ signed: SignedRequest) {
        self.init(
            canonicalRequest: signed.canonicalRequest.description,
            stringToSign: signed.stringToSign.description,
            signature: signed.signature,
            target: signed.request.path ?? "",
            headers: signed.request.headerFields.map { [$0.name.rawName, $0.value] }
        )
    }
}
