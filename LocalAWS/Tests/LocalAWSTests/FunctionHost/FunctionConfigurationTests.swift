import Platform
import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A function's configuration` {
    private func function(_ variables: [String: String]) -> FunctionConfiguration {
        FunctionConfiguration(
            bootstrap: "/code/bootstrap",
            credentials: Credentials(accessKeyID: "a", secretAccessKey: "s", sessionToken: "t"),
            variables: variables
        )
    }

    @Test(arguments: ["AWS_REGION", "_HANDLER", "LAMBDA_TASK_ROOT", "AWS_SESSION_TOKEN"])
    func `can't set what Lambda sets`(name: String) {
        #expect(throws: FunctionConfigurationError.reservedVariable(name)) {
            try function([name: "x"]).validate()
        }
    }

    @Test(arguments: ["", "A", "1A", "A-B", "_A", "A B", "Ä1"])
    func `has names of letters, digits and underscores`(name: String) {
        #expect(throws: FunctionConfigurationError.malformedVariable(name)) {
            try function([name: "x"]).validate()
        }
    }

    @Test func `has at most 4 KB of variables`() throws {
        try function(["AB": String(repeating: "x", count: 4_094)]).validate()
        #expect(throws: FunctionConfigurationError.variablesTooLarge(4_097)) {
            try function(["AB": String(repeating: "x", count: 4_095)]).validate()
        }
    }

    @Test func `brings the role's session token, the endpoint and the log format into the variables`() {
        var function = function(["PATH": "/own"])
        function.endpointURL = "http://127.0.0.1:1"
        function.logFormat = "JSON"
        let variables = FunctionVariables.all(for: function, runtimeAPI: "127.0.0.1:2", logStream: "s")
        #expect(variables["AWS_SESSION_TOKEN"] == "t")
        #expect(variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1")
        #expect(variables["AWS_LAMBDA_LOG_FORMAT"] == "JSON")
        #expect(variables["AWS_LAMBDA_LOG_LEVEL"] == nil)
        #expect(variables["PATH"] == "/own")
        #expect(variables["LAMBDA_TASK_ROOT"] == "/code")
    }

    @Test(arguments: [
        ("eu-west-1", "arn:aws:lambda:eu-west-1:"), ("cn-north-1", "arn:aws-cn:lambda:cn-north-1:"),
        ("us-gov-west-1", "arn:aws-us-gov:lambda:us-gov-west-1:"),
    ])
    func `has an ARN of its region's partition`(region: String, prefix: String) {
        var function = function([:])
        function.region = region
        #expect(function.arn == prefix + "111122223333:function:snap-and-tag")
        function.version = "7"
        #expect(function.arn.hasSuffix(":7"))
    }

    @Test func `makes the same identifiers of the same seed`() {
        let time = Timestamp(secondsSinceEpoch: 1_772_442_907)
        var (first, second, other) = (
            FunctionIdentifiers(seed: 1), FunctionIdentifiers(seed: 1), FunctionIdentifiers(seed: 2)
        )
        let stream = first.logStream(version: "$LATEST", at: time)
        #expect(stream == second.logStream(version: "$LATEST", at: time))
        #expect(stream != other.logStream(version: "$LATEST", at: time))
        #expect(stream.hasPrefix("2026/03/02/[$LATEST]"))
        #expect(first.invocation() == second.invocation())
        let uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(first.invocation().requestID.wholeMatch(of: uuid) != nil)
    }
}
