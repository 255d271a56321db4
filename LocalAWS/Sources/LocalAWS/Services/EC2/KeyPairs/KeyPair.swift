internal import Platform

/// The public half of a key pair.
struct KeyPair: EC2Resource {
    let id: String
    let sequence: Int
    let name: String
    /// `rsa` or `ed25519`
    let type: String
    let fingerprint: String
    /// As it was imported, or made: in the form of OpenSSH.
    let publicKey: String
    let createTime: Timestamp
    let visibleTime: Timestamp
    var goneTime: Timestamp?
    var tags: TagList
}

extension EC2State {
    /// The pair of that name.
    func keyPair(named name: String) -> KeyPair? {
        keyPairs.first { $0.name == name }
    }
}

extension ServiceError {
    static func keyPairNotFound(_ name: String) -> ServiceError {
        ServiceError("InvalidKeyPair.NotFound", "The key pair '\(name)' does not exist")
    }
}
