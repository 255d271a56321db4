/// First in, first out, in constant time on average: what comes is put on one stack, and what goes is taken from the
/// other, onto which the first is turned over when it is empty.
struct Queue<Element> {
    private var coming: [Element] = []
    private var going: [Element] = []

    var isEmpty: Bool { coming.isEmpty && going.isEmpty }

    mutating func append(_ element: Element) {
        coming.append(element)
    }

    mutating func popFirst() -> Element? {
        if going.isEmpty {
            swap(&coming, &going)
            going.reverse()
        }
        return going.popLast()
    }
}
