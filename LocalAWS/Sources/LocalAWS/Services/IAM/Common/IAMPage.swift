/// `MaxItems` and `Marker`: which part of a list is wanted.
struct IAMPageRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["MaxItems", "Marker"]

    private let maximumItems: Int
    /// The key of the last item of the page before.
    private let start: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        let maximum = try parameters.integer("MaxItems") ?? 100
        guard (1...1_000).contains(maximum) else {
            throw .failedValidation(
                "1 validation error detected: Value '\(maximum)' at 'maxItems' failed to satisfy constraint: Member must "
                    + "have value between 1 and 1000"
            )
        }
        maximumItems = maximum
        start = try parameters.optional("Marker").map { text throws(ServiceError) in
            guard let bytes = Base64.bytes(of: text), let key = String(validating: bytes, as: UTF8.self)
            else {
                throw .failedValidation("Invalid Marker.")
            }
            return key
        }
    }

    /// The page of a list that is in the order of its keys.
    func page<Item>(of items: [Item], key: (Item) -> String) -> IAMPage<Item> {
        let rest = items.filter { item in start.map { key(item) > $0 } ?? true }
        let page = Array(rest.prefix(maximumItems))
        let isLast = page.count == rest.count
        return IAMPage(items: page, marker: isLast ? nil : page.last.map { Base64.text(of: key($0).utf8) })
    }
}

/// A page of a list.
struct IAMPage<Item: Sendable>: Sendable {
    let items: [Item]
    /// Nil on the last page.
    let marker: String?
}

extension OutputWriter {
    /// Whether there is more, and where it begins.
    mutating func end<Item>(of page: IAMPage<Item>) {
        boolean("IsTruncated", page.marker != nil)
        text("Marker", page.marker)
    }
}
