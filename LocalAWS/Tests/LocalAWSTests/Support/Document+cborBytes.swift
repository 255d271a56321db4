@testable import LocalAWS

extension Document {
    /// The document as a client of the CBOR protocol sends it.
    var cborBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null, .bytes: bytes.append(0xF6)
        case .boolean(let flag): CBORText.append(flag, to: &bytes)
        case .integer(let number): CBORText.append(Int(number), to: &bytes)
        case .decimal(let number): CBORText.append(number, to: &bytes)
        case .text(let text): CBORText.append(text, to: &bytes)
        case .list(let members):
            bytes.append(CBORText.openList)
            for member in members { member.write(to: &bytes) }
            bytes.append(CBORText.end)
        case .structure(let members):
            bytes.append(CBORText.openMap)
            for (name, member) in members {
                CBORText.append(name, to: &bytes)
                member.write(to: &bytes)
            }
            bytes.append(CBORText.end)
        }
    }
}
