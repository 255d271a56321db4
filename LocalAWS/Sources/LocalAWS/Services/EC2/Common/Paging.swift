/// Where a page of a describe call begins and how long it may be.
struct PageRequest: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["MaxResults", "NextToken"]

    /// The most items of a page, nil for all.
    let maximumItems: Int?
    /// The position of the last item of the page before, nil for the first page.
    let start: Int?
    /// What the tokens of this list are tied to.
    private let list: UInt64

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
        let token = parameters.optional("NextToken")
        if maximum != nil, conflict.isPresent {
            throw ServiceError(
                "InvalidParameterCombination",
                "The parameter \(conflict.name) cannot be used with the parameter maxResults"
            )
        }
        if let maximum { try Self.check(maximum, range, isCut: isCut) }
        maximumItems = maximum.map { min($0, range.upperBound) }
        guard maximum != nil || token != nil else {
            list = 0
            start = nil
            return
        }
        let query = parameters.fingerprint(excluding: [
            "MaxResults", "NextToken", "DryRun", "Action", "Version",
        ])
        list = Fingerprint.mix(query ^ Fingerprint(action).value)
        start = try token.map { [list] text throws(ServiceError) in
            guard let position = PageToken(text: text)?.position(in: list) else {
                throw ServiceError("InvalidNextToken", "The token '\(text)' is invalid")
            }
            return position
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
        var items: [Item] = []
        var last = 0
        for candidate in candidates where start.map({ position(candidate) > $0 }) ?? true {
            guard let item = select(candidate) else { continue }
            if let maximumItems, items.count == maximumItems {
                return Page(items: items, nextToken: PageToken(position: last, in: list).text)
            }
            items.append(item)
            last = position(candidate)
        }
        return Page(items: items, nextToken: nil)
    }
}

/// A page of a list.
struct Page<Item: Sendable>: Sendable {
    let items: [Item]
    /// Nil on the last page.
    let nextToken: String?
}

/// A token that says nothing to the client and is good for one list only.
struct PageToken {
    private let masked: UInt64
    private let check: UInt64

    init(position: Int, in list: UInt64) {
        masked = UInt64(position) ^ Self.mask(list)
        check = Self.check(masked, list)
    }

    /// Nil for a text that is no token at all.
    init?(text: String) {
        guard text.utf8.count == 32, let masked = UInt64(text.prefix(16), radix: 16),
            let check = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.masked = masked
        self.check = check
    }

    var text: String {
        var text = ""
        text.appendHexadecimal(masked, digits: 16)
        text.appendHexadecimal(check, digits: 16)
        return text
    }

    /// Nil for a token of another list.
    func position(in list: UInt64) -> Int? {
        guard check == Self.check(masked, list) else { return nil }
        return Int(exactly: masked ^ Self.mask(list))
    }

    private static func mask(_ list: UInt64) -> UInt64 {
        Fingerprint.mix(list ^ 0x6C69_7374_2070_6F73)
    }

    private static func check(_ masked: UInt64, _ list: UInt64) -> UInt64 {
        Fingerprint.mix(masked &+ Fingerprint.mix(list))
    }
}
