extension Service {
    /// Amazon SNS.
    static let sns = Service(
        signingName: "sns",
        version: "2010-03-31",
        wires: [.query],
        namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
        parameterErrorCode: "InvalidParameter",
        maximumBodyBytes: 4 * 1_048_576,
        actions: []
    )
}
