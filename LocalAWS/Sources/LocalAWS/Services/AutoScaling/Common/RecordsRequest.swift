/// Where a page of a list of Auto Scaling begins and how long it may be.
struct RecordsRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["MaxRecords", "NextToken"]

    private let window: PageWindow

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
        window = try PageWindow(
            parameters,
            of: action,
            maximumItems: maximum ?? standard,
            names: ("MaxRecords", "NextToken")
        ) {
            ServiceError("InvalidNextToken", "The token '\($0)' is invalid.")
        }
    }

    /// The page: the items after the start, as many as fit.
    ///
    /// - Parameter position: grows from item to item.
    func page<Item>(of items: some Sequence<Item>, position: (Item) -> Int) -> Page<Item> {
        window.page(of: items, position: position, { $0 })
    }

    /// The page of items that have no numbers of their own, and are in an order that lasts.
    func page<Item>(ofOrdered items: [Item]) -> Page<Item> {
        window.page(ofOrdered: items)
    }
}
