/// All services of the emulator.
struct ServiceDirectory: Sendable {
    static let all = ServiceDirectory([
        .autoScaling,
        .cloudWatch,
        .ec2,
        .events,
        .iam,
        .lambda,
        .logs,
        .sns,
        .sqs,
        .sts,
    ])

    private let services: [Service]

    private init(_ services: [Service]) {
        self.services = services
    }

    /// The service with that name in credential scopes.
    func service(signedFor name: some StringProtocol) -> Service? {
        services.first { $0.signingName == name }
    }

    /// The service with that API version; each version date belongs to one service.
    func service(version: String) -> Service? {
        services.first { !$0.version.isEmpty && $0.version == version }
    }

    /// The service with those actions in `X-Amz-Target`, or in a CBOR call's path.
    func service(target: some StringProtocol) -> Service? {
        services.first { !$0.targetPrefix.isEmpty && $0.targetPrefix == target }
    }

    /// The REST service with such paths.
    func service(path: Substring) -> Service? {
        services.first { $0.ownsPath(path) }
    }

    /// What there is, for people.
    var names: String { services.map(\.signingName).joined(separator: ", ") }

    /// Every service, in the order of the list.
    var list: [Service] { services }
}
