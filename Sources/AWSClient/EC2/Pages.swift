internal import Platform

extension EC2Client {
    /// Everything that a describe action returns, over all pages, also past pages that hold nothing.
    ///
    /// A token that EC2 no longer knows starts the walk anew, once.
    ///
    /// - Throws: what a page's call throws; `.response` when the pages don't come to an end.
    func allPages<Item>(
        _ action: EC2Action,
        deadline: Timestamp?,
        parameters: (inout QueryParameters) -> Void,
        items: (XMLElement) throws(XMLProblem) -> [Item]
    ) async throws(AWSClientError) -> [Item] {
        do throws(AWSClientError) {
            return try await walk(action, deadline: deadline, parameters: parameters, items: items)
        } catch {
            guard case .service(let refusal) = error, Self.expiredTokenCodes.contains(refusal.code) else {
                throw error
            }
            return try await walk(action, deadline: deadline, parameters: parameters, items: items)
        }
    }

    private static var expiredTokenCodes: [AWSError.Code] { [.invalidNextToken, .invalidPaginationToken] }

    private func walk<Item>(
        _ action: EC2Action,
        deadline: Timestamp?,
        parameters: (inout QueryParameters) -> Void,
        items: (XMLElement) throws(XMLProblem) -> [Item]
    ) async throws(AWSClientError) -> [Item] {
        var all: [Item] = []
        var pages = PageWalk()
        while true {
            let page = try await call(
                action,
                deadline: deadline,
                parameters: { form in
                    parameters(&form)
                    form.set("NextToken", pages.token)
                },
                decode: { root throws(XMLProblem) in
                    let found = try items(root)
                    try pages.turn(to: root.token("nextToken"), itemCount: all.count + found.count)
                    return found
                }
            )
            all += page
            if pages.token == nil { return all }
        }
    }
}

/// Keeps a walk over pages from being endless.
private struct PageWalk {
    /// A walk of 1000 pages of 500 passes the number of snapshots that an account may have five times.
    private static let mostPages = 1_000
    private static let mostItems = 500_000

    /// The next page's token; nil before the first page and after the last.
    private(set) var token: String?
    private var tokensSeen: Set<String> = []

    mutating func turn(to token: String?, itemCount: Int) throws(XMLProblem) {
        self.token = token
        guard let token else { return }
        guard tokensSeen.insert(token).inserted else { throw XMLProblem("its pages go round in a circle") }
        guard tokensSeen.count < Self.mostPages, itemCount <= Self.mostItems else {
            throw XMLProblem("it goes on after \(tokensSeen.count) pages and \(itemCount) items")
        }
    }
}
