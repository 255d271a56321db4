/// How much JSON is taken in.
package struct JSONLimits: Sendable, Equatable {
    /// The most bytes.
    package var size: Int
    /// How deep arrays and objects may lie within each other; `[]` has depth 1. Never above jansson's own limit, 2,048.
    package var depth: Int

    /// The defaults suit a Lambda event, which has at most 6 MB.
    package init(size: Int = 8 * 1_024 * 1_024, depth: Int = 128) {
        self.size = size
        self.depth = min(depth, 2_048)
    }
}
