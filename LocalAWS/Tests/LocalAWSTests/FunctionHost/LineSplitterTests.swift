import Testing

@testable import LocalAWS

@Suite struct `The line splitter` {
    @Test func `makes the same lines of any pieces`() {
        let text = "one\n\ntwo è\r\nthree"
        for size in 1...text.utf8.count {
            var splitter = LineSplitter()
            var lines: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                lines += splitter.lines(adding: rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(lines + splitter.remainder() == ["one", "", "two è\r", "three"])
            #expect(splitter.remainder() == [])
        }
    }

    @Test func `splits a line that is too long`() {
        var splitter = LineSplitter(limit: 4)
        #expect(splitter.lines(adding: Array("abcdefghij\nk".utf8)) == ["abcd", "efgh", "ij"])
        #expect(splitter.lines(adding: Array("lmn".utf8)) == ["klmn"])
        #expect(splitter.lines(adding: Array("\n".utf8)) == [""])
    }
}
