/// Where a page of a list of Auto Scaling begins and how long it may be.
struct RecordsRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["MaxRecords", "NextToken"]

    private let maximumItems: Int
    /// The position of the last item of the page before, nil for the first page.
    private let start: Int?
    /// What the tokens of this list are tied to.
    private let list: UInt64

    /// - Parameter standard: how many items a page has when the call doesn't say.
    init(
        _ parameters: Parameters,
        of action: String,
        standard: Int = 50,
        limit: Int = 100
    ) throws(ServiceError) {
        let maximum = try parameters.integer("MaxRecords")
        if let maximum, !(1...limit).contains(maximum) {
            let bound = maximum < 1 ? "greater than or equal to 1" : "less than or equal to \(limit)"
            throw .scalingValidation(
                "1 validation error detected: Value '\(maximum)' at 'maxRecords' failed to satisfy constraint: "
                    + "Member must have value \(bound)"
            )
        }
        maximumItems = maximum ?? standard
        let query = parameters.fingerprint(excluding: ["MaxRecords", "NextToken", "Action", "Version"])
        list = Fingerprint.mix(query ^ Fingerprint(action).value)
        start = try parameters.optional("NextToken").map { [list] text throws(ServiceError) in
            guard let position = PageToken(text: text)?.position(in: list) else {
                throw ServiceError("InvalidNextToken", "The token '\(text)' is invalid.")
            }
            return position
        }
    }

    /// The page: the items after the start, as many as fit.
    ///
    /// - Parameter position: grows from item to item.
    func page<Item>(of items: some Sequence<Item>, position: (Item) -> Int) -> Page<Item> {
        var page: [Item] = []
        var last = 0
        for item in items where start.map({ position(item) > $0 }) ?? true {
            guard page.count < maximumItems else {
                return Page(items: page, nextToken: PageToken(position: last, in: list).text)
            }
            page.append(item)
            last = position(item)
        }
        return Page(items: page, nextToken: nil)
    }

    /// The page of items that have no numbers of their own, and are in an order that lasts.
    func page<Item>(ofOrdered items: [Item]) -> Page<Item> {
        let page = page(of: items.enumerated(), position: { $0.offset + 1 })
        return Page(items: page.items.map(\.element), nextToken: page.nextToken)
    }
}
