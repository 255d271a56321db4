internal import Glibc

/// An element of a parsed answer, with the look-ups that decoding needs.
package struct XMLElement: Sendable {
    private let document: XMLDocument
    private let index: Int

    init(document: XMLDocument, index: Int) {
        self.document = document
        self.index = index
    }

    /// The name without its prefix.
    var name: String { document.string(node.name) }

    /// The text as it stands; nil when the element is empty or has children.
    var text: String? { node.text.isEmpty ? nil : document.string(node.text) }

    /// The elements directly within this one, in document order.
    var children: some Sequence<XMLElement> {
        let (document, end) = (document, node.end)
        return sequence(state: index + 1) { next in
            guard next < end else { return nil }
            let child = XMLElement(document: document, index: next)
            next = document.nodes[next].end
            return child
        }
    }

    /// Whether it has that name.
    func isNamed(_ name: StaticString) -> Bool {
        document.bytes(of: index, areNamed: name)
    }

    /// The first child of that name.
    func child(_ name: StaticString) -> XMLElement? {
        var next = index + 1
        while next < node.end {
            if document.bytes(of: next, areNamed: name) { return XMLElement(document: document, index: next) }
            next = document.nodes[next].end
        }
        return nil
    }

    private var node: XMLDocument.Node { document.nodes[index] }
}

extension XMLDocument {
    fileprivate func string(_ range: Range<UInt32>) -> String {
        String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }

    fileprivate func bytes(of index: Int, areNamed name: StaticString) -> Bool {
        let range = nodes[index].name
        guard range.count == name.utf8CodeUnitCount else { return false }
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            return unsafe memcmp(start + Int(range.lowerBound), name.utf8Start, range.count) == 0
        }
    }
}
