/// Lists functions, as their latest versions or as all of their versions.
struct ListFunctions: LambdaOperation {
    static let name = "ListFunctions"
    static let honours: Set<String> = MarkerRequest.parameters.union(["FunctionVersion", "MasterRegion"])
    static let mutates = false
    static let route: Route? = Route("GET /2015-03-31/functions")

    private let page: MarkerRequest
    private let hasAllVersions: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        page = try MarkerRequest(parameters)
        // There is no Lambda@Edge here: no function is a copy of one in another region.
        _ = parameters.optional("MasterRegion")
        let versions = parameters.optional("FunctionVersion")
        guard versions == nil || versions == "ALL" else {
            throw .lambdaValidation(
                versions ?? "",
                at: "functionVersion",
                constraint: "Member must satisfy enum value set: [ALL]"
            )
        }
        hasAllVersions = versions != nil
    }

    func perform(
        on state: inout LambdaState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<FunctionView> {
        let items = state.functions.values.sorted { $0.name < $1.name }.flatMap { function in
            (hasAllVersions ? function.versions : [function.latest]).map { (function.name, $0) }
        }
        let page = page.page(of: items) { "\($0.0):\($0.1.number)" }
        return Page(
            items: page.items.map { name, version in
                FunctionView(version, of: name, qualifier: hasAllVersions ? version.number : nil, context)
            },
            nextToken: page.nextToken
        )
    }

    static func render(_ output: Page<FunctionView>, to writer: inout OutputWriter) {
        writer.list("Functions", of: output.items) { $1.render(to: &$0) }
        writer.text("NextMarker", output.nextToken)
    }
}
