/// Shows the account's limits and what it uses of them.
struct GetLambdaAccountSettings: LambdaOperation {
    static let name = "GetAccountSettings"
    static let honours: Set<String> = []
    static let mutates = false
    static let route: Route? = Route("GET /2016-08-19/account-settings")

    /// What it uses.
    struct Usage: Sendable {
        let codeSize: Int
        let functionCount: Int
        let unreservedConcurrency: Int
    }

    private static let totalCodeLimit = 80_530_636_800

    init(_ parameters: Parameters) throws(ServiceError) {}

    func perform(on state: inout LambdaState, in context: inout ActionContext) throws(ServiceError) -> Usage {
        Usage(
            codeSize: state.code.size,
            functionCount: state.functions.count,
            unreservedConcurrency: state.unreservedConcurrency
        )
    }

    static func render(_ output: Usage, to writer: inout OutputWriter) {
        writer.structure("AccountLimit") {
            $0.number("TotalCodeSize", totalCodeLimit)
            $0.number("CodeSizeUnzipped", ZipArchive.unpackedLimit)
            $0.number("CodeSizeZipped", FunctionCode.packedLimit)
            $0.number("ConcurrentExecutions", ConcurrencyLimits.account)
            $0.number("UnreservedConcurrentExecutions", output.unreservedConcurrency)
        }
        writer.structure("AccountUsage") {
            $0.number("TotalCodeSize", output.codeSize)
            $0.number("FunctionCount", output.functionCount)
        }
    }
}
