import Testing

@testable import LocalAWS

@Suite struct `CBOR` {
    @Test func `a PutMetricData as the SDKs send it is read`() throws {
        let hex = """
            a2694e616d657370616365614e6a4d65747269634461746181a56a4d65747269634e616d65616d6a44696d656e73696f6e7381a2\
            644e616d6561646556616c756561766556616c7565fb3ff800000000000064556e697465436f756e746954696d657374616d70c1\
            1a6955b900
            """
        let expected: Document = [
            "Namespace": "N",
            "MetricData": [
                [
                    "MetricName": "m", "Dimensions": [["Name": "d", "Value": "v"]], "Value": 1.5,
                    "Unit": "Count", "Timestamp": 1_767_225_600,
                ]
            ],
        ]
        #expect(try Document(cbor: bytes(hex)) == expected)
    }

    @Test(
        arguments: [
            ("00", 0), ("17", 23), ("1818", 24), ("190100", 256), ("1a00010000", 65_536),
            ("1b7fffffffffffffff", .integer(.max)),
            ("1bffffffffffffffff", .decimal(18_446_744_073_709_551_616)),
            ("20", -1), ("3863", -100), ("3b7fffffffffffffff", .integer(.min)),
            ("f4", false), ("f5", true), ("f6", .null), ("f7", .null),
            ("f93c00", 1.0), ("f9c400", -4.0), ("f90001", 5.960464477539063e-8), ("f97bff", 65_504.0),
            ("f97c00", .decimal(.infinity)), ("fa47c35000", 100_000.0), ("fb3ff199999999999a", 1.1),
            ("6161", "a"), ("60", ""), ("43010203", .bytes([1, 2, 3])), ("7f61616162ff", "ab"),
            ("5f4101420203ff", .bytes([1, 2, 3])), ("80", []), ("9fff", []), ("9f01820203ff", [1, [2, 3]]),
            ("a0", [:]), ("bf616101ff", ["a": 1]), ("c11a6955b900", 1_767_225_600),
            ("c1fb41da556e40000000", 1_767_225_600.0),
        ] as [(String, Document)]
    )
    func `an item is read`(hex: String, expected: Document) throws {
        #expect(try Document(cbor: bytes(hex)) == expected)
    }

    @Test(arguments: [
        "", "18", "1900", "61", "62c328", "81", "9f01", "a1", "a16161", "a10101", "a2616101616102", "ff",
        "9fffff",
        "0000", "1c", "5f6161ff", "7f7f6161ffff", "5f", "f8", "fc", "c1", "9bffffffffffffffff",
        "5bffffffffffffffff",
    ])
    func `what is not well-formed is refused`(hex: String) {
        #expect(throws: DocumentError.self) { try Document(cbor: bytes(hex)) }
    }

    @Test func `nesting has its limit`() {
        #expect(throws: DocumentError.self) { try Document(cbor: [UInt8](repeating: 0x81, count: 10_000)) }
        #expect(throws: DocumentError.self) { try Document(cbor: [UInt8](repeating: 0xC1, count: 10_000)) }
    }

    @Test(
        arguments: [
            [:], [1, -1, 255, 256, 65_536, 4_294_967_296, -70_000],
            ["a": [.null, true, 2.5], "b": ["c": [:]]],
            .text(String(repeating: "ü", count: 300)),
        ] as [Document]
    )
    func `what is written reads the same`(document: Document) throws {
        #expect(try Document(cbor: document.cborBytes) == document)
    }

    @Test func `a moment is written as tag 1`() {
        var written: [UInt8] = []
        CBORText.append(TestCloud.noon, to: &written)
        #expect(written == bytes("c1fb41da5a35b0000000"))
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
