import Testing

@testable import LocalAWS

@Suite struct `An MD5` {
    /// RFC 1321, appendix A.5.
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            "d174ab98d277d9f5a5611c2c9f419d9f"
        ),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func `of the published vectors is as published`(text: String, digest: String) {
        #expect(MD5.hex(of: text.utf8) == digest)
    }

    @Test func `of attributes goes over names, types and values in the order of names`() {
        let attributes = [
            "b": MessageAttribute(dataType: "Number", value: .text("1")),
            "a": MessageAttribute(dataType: "Binary", value: .bytes([0xFF])),
        ]
        var bytes: [UInt8] = []
        for (name, type, kind, value) in [("a", "Binary", 2, [0xFF]), ("b", "Number", 1, [0x31])] {
            bytes += [0, 0, 0, UInt8(name.utf8.count)] + name.utf8
            bytes += [0, 0, 0, UInt8(type.utf8.count)] + type.utf8
            bytes += [UInt8(kind), 0, 0, 0, UInt8(value.count)] + value.map(UInt8.init)
        }
        #expect(attributes.md5 == MD5.hex(of: bytes))
        #expect([String: MessageAttribute]().md5 == nil)
    }
}
