/// The values that one field of a cron expression stands for.
struct CronField: Sendable, Equatable {
    private let values: Set<Int>

    /// Reads `*`, `5`, `1-5`, `0/15`, `*/15`, `10-40/10` and lists of those.
    ///
    /// - Parameter names: what the range's numbers may be called, from its lower bound on.
    init?(_ text: some StringProtocol, in range: ClosedRange<Int>, names: [String] = []) {
        var values: Set<Int> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let members = Self.members(of: String(item), in: range, names: names) else { return nil }
            values.formUnion(members)
        }
        self.values = values
    }

    private static func members(of item: String, in range: ClosedRange<Int>, names: [String]) -> [Int]? {
        let parts = item.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let span = parts.first else { return nil }
        guard parts.count == 2 else {
            return self.span(String(span), in: range, names: names).map(Array.init)
        }
        guard let step = Int(parts[1]), step > 0 else { return nil }
        guard var stepped = self.span(String(span), in: range, names: names) else { return nil }
        // `5/15` begins at 5 and goes on to the end of the range.
        if stepped.count == 1 { stepped = stepped.lowerBound...range.upperBound }
        return Array(stride(from: stepped.lowerBound, through: stepped.upperBound, by: step))
    }

    private static func span(
        _ text: String,
        in range: ClosedRange<Int>,
        names: [String]
    ) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { number(String($0), in: range, names: names) }
        guard let first = bounds.first, let lower = first, let last = bounds.last, let upper = last,
            bounds.count <= 2, lower <= upper
        else { return nil }
        return lower...upper
    }

    /// A number or a name of the range.
    static func number(_ text: String, in range: ClosedRange<Int>, names: [String]) -> Int? {
        if let index = names.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
        guard let number = Int(text), range.contains(number) else { return nil }
        return number
    }

    func contains(_ value: Int) -> Bool {
        values.contains(value)
    }
}
