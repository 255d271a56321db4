/// Where a page of a list begins, how long it may be, and which list its tokens are good for. How a service calls these
/// parameters, and what it refuses, is the service's own.
struct PageWindow: Sendable {
    private let maximumItems: Int?
    /// The position of the last item of the page before, nil for the first page.
    let start: Int?
    /// What the tokens of this list are tied to.
    private let list: UInt64

    /// - Parameters:
    ///   - maximumItems: the most items of a page, nil for all.
    ///   - names: how the service calls the parameters, which are no part of the question.
    ///   - invalidToken: what it says of a token that isn't one, or is another list's.
    init(
        _ parameters: Parameters,
        of action: String,
        maximumItems: Int?,
        names: (limit: String, token: String),
        invalidToken: (String) -> ServiceError
    ) throws(ServiceError) {
        self.maximumItems = maximumItems
        let token = parameters.optional(names.token)
        guard maximumItems != nil || token != nil else {
            list = 0
            start = nil
            return
        }
        let query = parameters.fingerprint(
            excluding: [names.limit, names.token, "DryRun", "Action", "Version"]
        )
        list = Fingerprint.mix(query ^ Fingerprint(action).value)
        guard let token else {
            start = nil
            return
        }
        guard let position = PageToken(text: token)?.position(in: list) else { throw invalidToken(token) }
        start = position
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

    /// The page of items that have no numbers of their own, and are in an order that lasts.
    func page<Item>(ofOrdered items: [Item]) -> Page<Item> {
        page(of: items.enumerated(), position: { $0.offset + 1 }, { $0.element })
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
