import JSON
import Testing

/// A generator whose sequence depends on its seed alone (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func string(allowingNUL: Bool = true) -> String {
        var text = ""
        for _ in 0..<below(12) {
            let ranges: [ClosedRange<UInt32>] = [
                0...0x1F, 0x20...0x7E, 0x7F...0x2100, 0xE000...0xFFFF, 0x10000...0x10FFFF,
            ]
            let scalar = Unicode.Scalar(UInt32.random(in: ranges[below(ranges.count)], using: &self))
            if let scalar, allowingNUL || scalar.value != 0 { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    mutating func value(depth: Int) -> JSON {
        switch below(depth > 0 ? 8 : 6) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .integer(Int64(bitPattern: next()) >> Int64(below(64)))
        case 3: real()
        case 4, 5: .string(string())
        case 6: .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default:
            .object(
                JSONObject((0..<below(5)).map { _ in (string(allowingNUL: false), value(depth: depth - 1)) })
            )
        }
    }

    private mutating func real() -> JSON {
        let number = Double(bitPattern: next())
        return number.isFinite ? .real(number) : .real(0.25)
    }
}

@Suite struct `Any JSON` {
    @Test(.timeLimit(.minutes(1)), arguments: [JSONFormat.compact, .ascii, .pretty])
    func `reads back as it was written, two thousand values`(format: JSONFormat) throws {
        var generator = SeededGenerator(state: 20_260_302)
        for _ in 0..<2_000 {
            let value = generator.value(depth: 5)
            let bytes = value.serialized(format)
            let reread = try JSON.parse(bytes)
            #expect(reread == value)
            #expect(reread.serialized(format) == bytes)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `mutilated is either read or refused within its bounds, twenty thousand inputs`() throws {
        var generator = SeededGenerator(state: 7)
        let seeds = (0..<50).map { _ in generator.value(depth: 6).serialized() }
        var refused = 0
        for _ in 0..<20_000 {
            let bytes = mutilated(seeds[generator.below(seeds.count)], with: &generator)
            do throws(JSONError) {
                let value = try JSON.parse(bytes)
                #expect(try JSON.parse(value.serialized()) == value)
            } catch {
                refused += 1
                #expect(error.offset <= bytes.count && error.line >= 1 && error.message.utf8.count < 1_000)
            }
        }
        #expect(refused > 1_000)
    }

    private func mutilated(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(4) {
            let place = generator.below(bytes.count + 1)
            switch generator.below(5) {
            case 0: bytes = Array(bytes.prefix(place))
            case 1: bytes.insert(UInt8(generator.below(256)), at: place)
            case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(generator.below(8))
            case 3 where place < bytes.count: bytes.remove(at: place)
            default:
                bytes.insert(contentsOf: Array(#"{}[]",:\u0e-9"#.utf8).shuffled(using: &generator), at: place)
            }
        }
        return bytes
    }
}
