import HTTPTypes
import Platform
import Testing

@testable import SigV4

@Suite struct `The verifier` {
    @Test(.timeLimit(.minutes(5)), arguments: [1, 2] as [UInt64])
    func `refuses thousands of damaged signatures and survives them`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let verifier = Verifier()
        let originals = [
            try Example.signed(credentials: Example.temporaryCredentials),
            try Example.presigned(credentials: Example.temporaryCredentials),
        ]
        var refused: [String: Int] = [:]
        for turn in 0..<4_000 {
            let isPresigned = turn % 2 == 1
            let original = originals[turn % 2]
            var request = original
            if isPresigned {
                request.editPath { damaged($0, using: &random) }
            } else {
                request.edit([.authorization, .amzDate][turn / 2 % 2]) { damaged($0, using: &random) }
            }
            if request == original { continue }
            do throws(VerificationError) {
                let signature = try ReceivedSignature(of: request)
                // The access key ID isn't signed: a service finds no secret for another one.
                guard signature.accessKeyID == Example.temporaryCredentials.accessKeyID else {
                    refused["unknown", default: 0] += 1
                    continue
                }
                try verifier.verify(
                    signature,
                    of: request,
                    payload: isPresigned ? .empty : .bytes(Example.body),
                    secretAccessKey: Example.credentials.secretAccessKey,
                    at: Example.time
                )
                // White space around a part means nothing; everything else does.
                #expect(withoutSpaces(request) == withoutSpaces(original), "seed \(seed), turn \(turn)")
            } catch {
                refused["\(error)", default: 0] += 1
            }
        }
        // Damage is found in many places, not all at the first look.
        #expect(refused.count > 15)
    }

    private func withoutSpaces(_ request: HTTPRequest) -> String {
        (request.path ?? "")
            + (request.headerFields[.authorization]?.filter { $0 != " " && $0 != "\t" } ?? "")
            + (request.headerFields[.amzDate]?.filter { $0 != " " && $0 != "\t" } ?? "")
    }

    /// The text with one to three bytes or pieces changed, removed, doubled or put in.
    private func damaged(_ text: String, using random: inout SplitMix) -> String {
        let pieces = [
            "", "%", "%2", "%00", "%FF", "&", "=", "/", ";", ",", " ", "\u{0}", "\u{E9}", "X-Amz-Signature=",
            "Credential=",
            "aws4_request", "99999999999999999999", "T", "Z",
        ]
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...4, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes.removeSubrange(start..<end)
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
            default:
                bytes.replaceSubrange(
                    start..<end,
                    with: pieces.randomElement(using: &random)?.utf8 ?? "".utf8
                )
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A generator that can be seeded, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
