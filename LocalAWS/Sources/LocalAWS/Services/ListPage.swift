/// A page of a list whose members have no positions of their own: where it begins and how long it may be.
struct ListPage: Sendable {
    /// How a service calls the parameters, and what it says of a token that isn't one.
    struct Names: Sendable {
        let limit: String
        let token: String
        let invalidToken: ServiceError
    }

    private let limit: Int
    private let start: Int
    /// What the tokens of this list are tied to.
    private let list: UInt64

    /// - Parameters:
    ///   - limits: how long a page may be asked to be.
    ///   - usual: how long it is when nothing is asked; nil for the most.
    init(
        _ parameters: Parameters,
        of action: String,
        names: Names,
        limits: ClosedRange<Int>,
        usual: Int? = nil
    ) throws(ServiceError) {
        let asked = names.limit.isEmpty ? nil : try parameters.integer(names.limit)
        if let asked, !limits.contains(asked) {
            throw .invalidValue(
                "\(asked)",
                for: names.limit,
                expected: "Expecting \(limits.lowerBound) to \(limits.upperBound)."
            )
        }
        limit = asked ?? usual ?? limits.upperBound
        let query = parameters.fingerprint(excluding: [names.limit, names.token, "Action", "Version"])
        list = Fingerprint.mix(query ^ Fingerprint(action).value)
        guard let token = parameters.optional(names.token) else {
            start = 0
            return
        }
        guard let position = PageToken(text: token)?.position(in: list) else { throw names.invalidToken }
        start = position
    }

    /// The page of these members.
    func page<Item>(of items: [Item]) -> Page<Item> {
        let page = items.dropFirst(start).prefix(limit)
        let isLast = page.endIndex >= items.endIndex
        return Page(
            items: Array(page),
            nextToken: isLast ? nil : PageToken(position: page.endIndex, in: list).text
        )
    }
}
