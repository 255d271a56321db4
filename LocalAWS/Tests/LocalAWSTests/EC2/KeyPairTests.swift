import Testing

@testable import LocalAWS

@Suite struct `EC2 key pairs` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    @Test(arguments: [("rsa", "RSA PRIVATE KEY"), ("ed25519", "OPENSSH PRIVATE KEY")])
    func `a pair is made, found by name and by identifier, and deleted`(type: String, label: String) throws {
        let made = try cloud.ec2("CreateKeyPair", ["KeyName": "k", "KeyType": type])
        #expect(made.text("keyMaterial")?.hasPrefix("-----BEGIN \(label)-----\n") == true)
        let id = try #require(made.text("keyPairId"))
        let found = try cloud.ec2("DescribeKeyPairs", ["KeyPairId.1": id])
        #expect(found.text("keyName") == "k")
        #expect(found.text("keyType") == type)
        #expect(found.text("keyFingerprint") == made.text("keyFingerprint"))
        #expect(!found.body.contains("PRIVATE"))
        #expect(try cloud.ec2("CreateKeyPair", ["KeyName": "k"]).code == "InvalidKeyPair.Duplicate")
        #expect(try cloud.ec2("DeleteKeyPair", ["KeyName": "k"]).text("keyPairId") == id)
        #expect(try cloud.ec2("DescribeKeyPairs", ["KeyName.1": "k"]).code == "InvalidKeyPair.NotFound")
        #expect(try cloud.ec2("DeleteKeyPair", ["KeyName": "k"]).text("return") == "true")
    }

    @Test func `a public key is taken in, and the same key has the same fingerprint`() throws {
        func load(_ name: String, _ key: String) throws -> Reply {
            let material = Base64.text(of: Array(key.utf8))
            return try cloud.ec2("ImportKeyPair", ["KeyName": name, "PublicKeyMaterial": material])
        }
        let first = try load("a", "ssh-ed25519 AAAAC3Nza me@here")
        let second = try load("b", "ssh-ed25519 AAAAC3Nza you@there")
        let third = try load("c", "ssh-rsa AAAAB3Nza")
        #expect(first.text("keyFingerprint") == second.text("keyFingerprint"))
        #expect(third.text("keyFingerprint")?.split(separator: ":").count == 16)
        #expect(try load("d", "not a key").code == "InvalidKey.Format")
        let shown = try cloud.ec2("DescribeKeyPairs", ["KeyName.1": "a", "IncludePublicKey": "true"])
        #expect(shown.text("publicKey") == "ssh-ed25519 AAAAC3Nza me@here")
    }
}
