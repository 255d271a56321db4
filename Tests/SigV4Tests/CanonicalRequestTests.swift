import HTTPTypes
import Testing

@testable import SigV4

@Suite struct `A canonical request` {
    private static let hosts: [(authority: String, scheme: String?, host: String?)] = [
        ("Example.COM", "https", "example.com"), ("example.com:443", "https", "example.com"),
        ("example.com:80", "https", "example.com:80"), ("example.com:80", "http", "example.com"),
        ("example.com:443", nil, "example.com:443"), ("[::1]:4566", "http", "[::1]:4566"),
        ("[::80]", "http", "[::80]"),
        ("u:p@example.com", "https", "example.com"), ("", "https", nil), (":443", "https", nil),
    ]

    @Test(arguments: [
        ("/", "/"), ("//", "/"), ("/.", "/"), ("/..", "/"), ("/../..", "/"), ("/a/..", "/"), ("/a/../", "/"),
        ("/a/.", "/a"), ("/a/./", "/a/"), ("/a//b", "/a/b"), ("/a/../../b", "/b"), ("/...", "/..."),
        ("/%2e%2e/a", "/%252e%252e/a"), ("/ä", "/%C3%A4"), ("/a b", "/a%20b"), ("/~-_.", "/~-_."),
        ("/a:b", "/a%3Ab"), ("*", "%2A"), ("/%", "/%25"),
    ])
    func `has a tidy path, encoded once more`(path: String, canonical: String) {
        #expect(canonicalPath(path, SigningOptions()) == canonical)
    }

    @Test(arguments: ["/", "//a/../b%20c/./", "/ä", "/%"])
    func `has an S3 path as it is`(path: String) {
        #expect(canonicalPath(path, .s3) == path)
    }

    @Test func `normalises and encodes a path independently of each other`() {
        var options = SigningOptions()
        options.encodesPathTwice = false
        #expect(canonicalPath("/a/../b%20c", options) == "/b%20c")
        options = SigningOptions()
        options.normalizesPath = false
        #expect(canonicalPath("/a/../b%20c", options) == "/a/../b%2520c")
    }

    @Test(arguments: [
        ("", ""), ("a", "a="), ("&", "=&="), ("=", "="), ("b=1&a=2", "a=2&b=1"), ("a=2&a=1", "a=1&a=2"),
        ("a-=1&a=2", "a=2&a-=1"), ("a=b=c", "a=b=c"), ("a=+&a=%20&a=%2b", "a=%20&a=%2b&a=+"),
        ("ü=1&z=2", "%C3%BC=1&z=2"), ("a=ü", "a=%C3%BC"), ("a b", "a%20b="), ("a?b/c", "a?b/c="),
    ])
    func `has a sorted query`(query: String, canonical: String) {
        var bytes: [UInt8] = []
        CanonicalQuery(Array(query.utf8)[...]).write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == canonical)
    }

    @Test func `has trimmed header values, sorted by name, one line for each name`() {
        let request = Example.request(headers: [
            .named("X-B"): "  two   words\t\there  ", .named("x-a"): "", .named("X-C"): #""a   b""#,
            .named("x-b"): "again",
        ])
        let headers = CanonicalHeaders(signing: request)
        #expect(
            String(decoding: headers.lines, as: UTF8.self) == """
                host:ec2.eu-west-1.amazonaws.com
                x-a:
                x-b:two words here,again
                x-c:"a b"

                """
        )
        #expect(headers.signedHeaders == "host;x-a;x-b;x-c")
    }

    @Test(arguments: [
        "Connection", "expect", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection",
        "TE",
        "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id",
    ])
    func `never has headers that are changed on the way`(name: String) {
        let headers = CanonicalHeaders(signing: Example.request(headers: [.named(name): "value"]))
        #expect(headers.signedHeaders == "host")
    }

    @Test(arguments: Self.hosts)
    func `has the host without a port that goes without saying`(
        authority: String,
        scheme: String?,
        host: String?
    ) {
        #expect(canonicalHost(ofAuthority: authority, scheme: scheme) == host)
    }

    @Test(arguments: [
        ("a+b", "a b"), ("%41%7a", "Az"), ("%", "%"), ("%4", "%4"), ("%zz%", "%zz%"), ("%C3%BC", "ü"),
        ("", ""),
    ])
    func `is decoded leniently`(text: String, decoded: String) {
        #expect(String(decoding: percentDecoded(Array(text.utf8)[...]), as: UTF8.self) == decoded)
    }

    private func canonicalPath(_ path: String, _ options: SigningOptions) -> String {
        var bytes: [UInt8] = []
        bytes.appendCanonicalPath(Array(path.utf8)[...], options: options)
        return String(decoding: bytes, as: UTF8.self)
    }
}

@Suite struct `A SHA-256 digest` {
    @Test func `is read from what it is written as, and from nothing else`() {
        let digest = SHA256Digest(of: Array("abc".utf8))
        #expect(digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256Digest(hex: digest.hex) == digest)
        for text in [
            "", "ba", digest.hex.uppercased(), digest.hex + "0", String(digest.hex.dropLast()) + "g",
        ] {
            #expect(SHA256Digest(hex: text) == nil)
        }
    }
}
