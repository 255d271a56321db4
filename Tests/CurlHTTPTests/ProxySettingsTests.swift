import Testing

@testable import CurlHTTP

struct `NO_PROXY` {
    @Test(
        arguments: [
            ("*", "anything.example", true), ("", "anything.example", false),
            ("example.com", "example.com", true),
            ("example.com", "EXAMPLE.com.", true), ("example.com", "www.example.com", true),
            ("example.com", "badexample.com", false), (".example.com", "www.example.com", true),
            (".example.com", "example.com", true), ("a.example b.example", "b.example", true),
            (" a.example , b.example,", "a.example", true), (",,", "a.example", false),
            (".", "a.example", false),
            ("169.254.169.254", "169.254.169.254", true), ("169.254.169.254", "169.254.169.25", false),
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("10.0.0.0/9", "10.128.0.1", false), ("10.0.0.0/0", "1.2.3.4", true),
            ("10.0.0.0/33", "10.0.0.0", false),
            ("10.0.0.0/x", "10.0.0.0", false), ("fd00::/8", "[fd12::1]", true),
            ("fd00::/8", "[fe80::1]", false),
            ("::1", "[::1]", true), ("[::1]", "::1", true), ("0.0.0.1", "1", false),
            ("1.1", "1.1.1.1", false),
            ("10.0.0.0/8", "10.example", false),
        ]
    )
    func `covers the hosts it names and no others`(list: String, host: String, covered: Bool) {
        #expect(ProxyExceptions(list).include(host) == covered)
    }
}

struct `A proxy's address` {
    @Test(
        arguments: [
            ("http://proxy:3128", "http://proxy:3128", nil, nil), ("proxy", "proxy", nil, nil),
            ("http://u:p@proxy:1/", "http://proxy:1/", "u", "p"), ("u@proxy", "proxy", "u", ""),
            ("http://u%40x:a%3ab%@proxy", "http://proxy", "u@x", "a:b%"),
            ("http://u:p@q@proxy", "http://proxy", "u", "p@q"),
            ("http://u:p/q@proxy", "http://proxy", "u", "p/q"),
        ] as [(String, String, String?, String?)]
    )
    func `is parted from name and password`(
        value: String,
        address: String,
        username: String?,
        password: String?
    ) {
        let proxy = Proxy(value)
        #expect(proxy.address == address)
        #expect(proxy.username == username)
        #expect(proxy.password == password)
    }
}
