import Testing

@testable import AWSClient

@Suite struct `A command line` {
    @Test(arguments: [
        ("", []),
        ("  a\tb\n c ", ["a", "b", "c"]),
        ("'a b' \"c d\"e", ["a b", "c de"]),
        (#"a\ b \'c "x\"y\\z\w" 'p\q'"#, ["a b", "'c", #"x"y\z\w"#, #"p\q"#]),
        (#"'' "" x"#, ["", "", "x"]),
        ("$HOME `id` a;b|c >d", ["$HOME", "`id`", "a;b|c", ">d"]),
        ("é'ü ö'", ["éü ö"]),
    ])
    func `is split as a shell splits it, and nothing is expanded`(text: String, words: [String]) {
        #expect(shellWords(text) == words)
    }

    @Test(arguments: ["'a", "\"a", "a\\", "\"a\\"])
    func `with an open end is none`(text: String) {
        #expect(shellWords(text) == nil)
    }
}
