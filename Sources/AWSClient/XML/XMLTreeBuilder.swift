/// Grows a document from the parser's events.
struct XMLTreeBuilder {
    private let limits: XMLLimits
    private var nodes: [XMLDocument.Node] = []
    private var bytes: [UInt8] = []
    /// The indices of the elements that are open, outermost first.
    private var open: [Int] = []
    /// Where the text begins that belongs to the element opened last.
    private var textStart = 0
    /// The first reason to refuse the document.
    private(set) var problem: XMLProblem?

    init(limits: XMLLimits, expectedBytes: Int) {
        self.limits = limits
        bytes.reserveCapacity(expectedBytes)
        nodes.reserveCapacity(expectedBytes / 32)
        open.reserveCapacity(16)
    }

    /// The document, once the parser has seen its end.
    consuming func finish() -> XMLDocument {
        XMLDocument(nodes: nodes, bytes: bytes)
    }

    /// Takes no further event: the document is refused.
    mutating func refuse(_ problem: XMLProblem) {
        if self.problem == nil { self.problem = problem }
    }

    mutating func startElement(_ name: some Collection<UInt8>) {
        guard problem == nil else { return }
        guard open.count < limits.depth else {
            return refuse(XMLProblem("its elements are nested more than \(limits.depth) deep"))
        }
        guard nodes.count < limits.elements else {
            return refuse(XMLProblem("it has more than \(limits.elements) elements"))
        }
        dropText()
        let start = UInt32(bytes.count)
        bytes += name
        let end = UInt32(bytes.count)
        open.append(nodes.count)
        nodes.append(XMLDocument.Node(name: start..<end, text: end..<end, end: 0))
        textStart = bytes.count
    }

    mutating func text(_ text: some Collection<UInt8>) {
        guard problem == nil else { return }
        bytes += text
    }

    mutating func endElement() {
        guard problem == nil, let index = open.popLast() else { return }
        let isLeaf = index == nodes.count - 1
        if isLeaf {
            nodes[index].text = UInt32(textStart)..<UInt32(bytes.count)
            textStart = bytes.count
        } else {
            dropText()
        }
        nodes[index].end = nodes.count
    }

    /// Forgets text beside elements, which is layout.
    private mutating func dropText() {
        bytes.removeLast(bytes.count - textStart)
    }
}
