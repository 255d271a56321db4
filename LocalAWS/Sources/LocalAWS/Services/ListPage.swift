/// A page of a list whose members have no positions of their own: where it begins and how long it may be.
struct ListPage: Sendable {
    /// How a service calls the parameters, and what it says of a token that isn't one.
    struct Names: Sendable {
        let limit: String
        let token: String
        let invalidToken: ServiceError
    }

    private let window: PageWindow

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
        window = try PageWindow(
            parameters,
            of: action,
            maximumItems: asked ?? usual ?? limits.upperBound,
            names: (names.limit, names.token),
            invalidToken: { _ in names.invalidToken }
        )
    }

    /// The page of these members.
    func page<Item>(of items: [Item]) -> Page<Item> {
        window.page(ofOrdered: items)
    }
}
