/// A parsed answer: its elements in document order, over one buffer that holds all their names and text.
///
/// An answer about 128 volumes has some five thousand elements. Two growing arrays hold them, instead of five thousand
/// little objects. The document itself is one, which its elements share.
package final class XMLDocument: Sendable {
    /// An element: where its name and its text lie in `bytes`, and where its descendants end.
    struct Node {
        var name: Range<UInt32>
        /// Empty for an element that has children: an answer of AWS has no mixed content, only layout between tags.
        var text: Range<UInt32>
        /// The index of the first node that isn't a descendant. Children therefore begin at the next index, and each
        /// child's `end` is its next sibling.
        var end: Int
    }

    let nodes: [Node]
    let bytes: [UInt8]

    init(nodes: [Node], bytes: [UInt8]) {
        self.nodes = nodes
        self.bytes = bytes
    }

    /// Parses a whole document.
    ///
    /// Names are taken without their prefix, and namespaces are not looked at: what an element means is told by its
    /// place in the answer. Attributes, comments and processing instructions are skipped.
    ///
    /// - Throws: `XMLProblem` when it isn't well-formed, has a document type declaration, or exceeds a limit.
    package static func parse(
        _ bytes: [UInt8],
        limits: XMLLimits = XMLLimits()
    ) throws(XMLProblem) -> XMLDocument {
        guard bytes.count <= limits.bytes else {
            throw XMLProblem("it is larger than \(limits.bytes) bytes")
        }
        guard let parser = ExpatParser() else { throw XMLProblem("there is no memory for a parser") }
        return try parser.parse(bytes, limits: limits)
    }

    /// The outermost element.
    package var root: XMLElement { XMLElement(document: self, index: 0) }
}

/// How much of a document is taken. Each is several times what the largest page of any operation needs.
package struct XMLLimits: Sendable {
    /// Elements within each other; the deepest answer of EC2 has about 10.
    let depth: Int
    /// Elements in all; a page of 500 volumes with 50 tags each has about 95,000.
    let elements: Int
    /// The size of the document.
    let bytes: Int

    /// The limits of an answer, unless others are given.
    package init(depth: Int = 64, elements: Int = 500_000, bytes: Int = 16 * 1_024 * 1_024) {
        self.depth = depth
        self.elements = elements
        self.bytes = bytes
    }
}

/// Why a text isn't a document that can be used; a clause that fits after "the answer can't be read:".
package struct XMLProblem: Error, Equatable, CustomStringConvertible {
    /// The clause.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
