/// How key pairs are named, told apart and read.
enum KeyPairRules {
    static func check(_ name: String) throws(ServiceError) {
        guard name.utf8.count <= 255, name.allSatisfy({ $0.isASCII && !$0.isNewline }) else {
            throw .invalidParameterValue(
                "Invalid value '\(name)' for keyPairs. It can have 255 ASCII characters."
            )
        }
    }

    /// The type of a public key in the form of OpenSSH or PEM; nil for other texts.
    static func type(ofPublicKey text: String) -> String? {
        if text.hasPrefix("ssh-ed25519 ") { return "ed25519" }
        let isRSA =
            text.hasPrefix("ssh-rsa ") || text.hasPrefix("-----BEGIN PUBLIC KEY-----")
            || text.hasPrefix("-----BEGIN RSA PUBLIC KEY-----")
            || text.hasPrefix("---- BEGIN SSH2 PUBLIC KEY")
        return isRSA ? "rsa" : nil
    }

    /// A text that no two keys share, in the form that fingerprints of the type have: pairs of hexadecimal digits for
    /// RSA, base64 for ED25519.
    static func fingerprint(of key: String, type: String, bytes count: Int) -> String {
        var generator = IdentifierGenerator(seed: 0, stream: key)
        let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        guard type == "rsa" else { return String(Base64.text(of: bytes).prefix { $0 != "=" }) }
        return bytes.map { byte in
            var digits = ""
            digits.appendHexadecimal(UInt64(byte), digits: 2)
            return digits
        }.joined(separator: ":")
    }

    static let duplicate = ServiceError("InvalidKeyPair.Duplicate", "The keypair already exists")
}
