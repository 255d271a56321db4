/// The elements transformed, in their order, at most `limit` at a time.
func mapSideBySide<Element: Sendable, Transformed: Sendable>(
    _ elements: [Element],
    limit: Int,
    _ transform: @escaping @Sendable (Element) async -> Transformed
) async -> [Transformed] {
    await withTaskGroup(of: (Int, Transformed).self) { group in
        var transformed = [Transformed?](repeating: nil, count: elements.count)
        var started = 0
        while started < min(limit, elements.count) {
            let index = started
            group.addTask { (index, await transform(elements[index])) }
            started += 1
        }
        while let (index, value) = await group.next() {
            transformed[index] = value
            guard started < elements.count else { continue }
            let next = started
            group.addTask { (next, await transform(elements[next])) }
            started += 1
        }
        return transformed.compactMap { $0 }
    }
}
