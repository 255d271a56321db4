/// Where a page of a describe call begins and how long it may be.
struct PageRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["MaxResults", "NextToken"]

    private let window: PageWindow

    /// The position of the last item of the page before, nil for the first page.
    var start: Int? { window.start }

    /// - Parameters:
    ///   - conflict: how AWS calls the list of identifiers that MaxResults excludes, and whether there are
    ///     any.
    ///   - isCut: whether a MaxResults beyond the range is taken for its end, as older calls do.
    init(
        _ parameters: Parameters,
        of action: String,
        range: ClosedRange<Int> = 5...1_000,
        conflict: (name: String, isPresent: Bool),
        isCut: Bool = false
    ) throws(ServiceError) {
        let maximum = try parameters.integer("MaxResults")
        if maximum != nil, conflict.isPresent {
            throw ServiceError(
                "InvalidParameterCombination",
                "The parameter \(conflict.name) cannot be used with the parameter maxResults"
            )
        }
        if let maximum { try Self.check(maximum, range, isCut: isCut) }
        window = try PageWindow(
            parameters,
            of: action,
            maximumItems: maximum.map { min($0, range.upperBound) },
            names: ("MaxResults", "NextToken")
        ) {
            ServiceError("InvalidNextToken", "The token '\($0)' is invalid")
        }
    }

    private static func check(_ maximum: Int, _ range: ClosedRange<Int>, isCut: Bool) throws(ServiceError) {
        let bound: String? =
            if maximum < range.lowerBound {
                "greater than \(range.lowerBound)"
            } else if maximum > range.upperBound, !isCut {
                "less than \(range.upperBound)"
            } else {
                nil
            }
        guard let bound else { return }
        throw ServiceError(
            "InvalidParameterValue",
            "Value ( \(maximum) ) for parameter maxResults is invalid. Expecting a value \(bound)."
        )
    }

    /// The page: the items after the start, as many as fit.
    ///
    /// - Parameters:
    ///   - candidates: in the order of their positions.
    ///   - select: makes an item of a candidate, or nil if the list doesn't hold it.
    func page<Candidate, Item>(
        of candidates: some Sequence<Candidate>,
        position: (Candidate) -> Int,
        _ select: (Candidate) -> Item?
    ) -> Page<Item> {
        window.page(of: candidates, position: position, select)
    }
}
