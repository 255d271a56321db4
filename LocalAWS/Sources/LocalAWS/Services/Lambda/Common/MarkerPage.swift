/// Where a page of one of Lambda's lists begins and how long it may be.
struct MarkerRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["Marker", "MaxItems"]
    /// The most that a page has, however many are asked for.
    private static let largestPage = 50

    private let last: String?
    private let maximumItems: Int

    init(_ parameters: Parameters) throws(ServiceError) {
        let maximum = try parameters.integer("MaxItems") ?? Self.largestPage
        guard (1...10_000).contains(maximum) else {
            throw .lambdaValidation(
                "\(maximum)",
                at: "maxItems",
                constraint: "Member must have value between 1 and 10000"
            )
        }
        maximumItems = min(maximum, Self.largestPage)
        last = try parameters.optional("Marker").map { marker throws(ServiceError) in
            guard let bytes = Base64.bytes(of: marker), let key = String(validating: bytes, as: UTF8.self)
            else {
                throw .invalidLambdaParameter("Invalid Marker: \(marker)")
            }
            return key
        }
    }

    /// The items after the marker.
    ///
    /// - Parameter items: in the order of their keys.
    func page<Item>(of items: [Item], by key: (Item) -> String) -> Page<Item> {
        let start = last.flatMap { last in items.firstIndex { key($0) == last }.map { $0 + 1 } } ?? 0
        let page = items[start...].prefix(maximumItems)
        let isLast = page.endIndex == items.endIndex
        return Page(
            items: Array(page),
            nextToken: isLast ? nil : page.last.map { Base64.text(of: key($0).utf8) }
        )
    }
}
