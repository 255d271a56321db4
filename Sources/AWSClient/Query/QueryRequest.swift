/// A call of a Query service, ready to be signed: its action, its form, and what a caller must know to send it rightly.
package struct QueryRequest: Sendable {
    /// Whether the same call may be made twice.
    package enum Idempotency: Sendable {
        /// A second call changes nothing that the first hasn't: it may follow any failure.
        case idempotent
        /// A second call does the thing twice: it may only follow a failure that tells that nothing was done.
        case nonIdempotent
    }

    /// Whether credentials are needed.
    package enum Signing: Sendable {
        case signed
        /// For the calls by which one gets credentials in the first place.
        case anonymous
    }

    /// The action, `DescribeVolumes`.
    package let action: String
    /// The form body.
    package let body: [UInt8]
    /// Whether it may be repeated blindly.
    package let idempotency: Idempotency
    /// Whether it is signed.
    package let signing: Signing
    /// Whether the answer holds secrets, so that no error may quote it.
    package let answerIsSecret: Bool
    /// Parameters that no error may show.
    package let secrets: [String]

    /// A call whose parameters the closure adds.
    package init(
        _ action: String,
        of service: AWSService,
        idempotency: Idempotency,
        signing: Signing = .signed,
        answerIsSecret: Bool = false,
        secrets: [String] = [],
        parameters: (inout QueryParameters) -> Void
    ) {
        self.action = action
        self.idempotency = idempotency
        self.signing = signing
        self.answerIsSecret = answerIsSecret
        self.secrets = secrets
        var form = QueryParameters(service: service, action: action)
        parameters(&form)
        body = form.body
    }
}
