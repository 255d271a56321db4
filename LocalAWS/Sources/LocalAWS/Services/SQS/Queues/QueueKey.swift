/// The customer managed KMS key that a queue's messages are encrypted with (SQS Developer Guide, "Key management": SQS
/// calls KMS on behalf of who sends and who receives, with their permissions).
///
/// There is no KMS here. So a key has no policy, which at AWS must let the caller's account use it, and every caller is
/// asked of its own policies alone; and what an alias stands for isn't known, so that nothing is asked for one.
struct QueueKey: Sendable, Hashable {
    /// `arn:aws:kms:eu-west-1:111122223333:key/…`
    let arn: String
    private let region: Region
    private let accountID: String

    /// What is done with messages, and so with the key.
    enum Use: Sendable {
        /// Messages are put into the queue. SQS decrypts the data key, too, to see that it can be used.
        case sending
        /// Messages are taken out of the queue.
        case receiving

        var actions: [String] {
            switch self {
            case .sending: ["kms:GenerateDataKey", "kms:Decrypt"]
            case .receiving: ["kms:Decrypt"]
            }
        }
    }

    /// Nil for a queue without a key, with AWS's own, and with one that only an alias tells.
    init?(of settings: QueueSettings, in region: Region, accountID: String) {
        guard let text = settings.texts["KmsMasterKeyId"] else { return nil }
        if let arn = ARN(text) {
            guard arn.service == "kms", arn.resource.hasPrefix("key/") else { return nil }
            self.arn = text
        } else {
            guard !text.hasPrefix("alias/") else { return nil }
            arn = "arn:\(region.partition):kms:\(region.name):\(accountID):key/\(text)"
        }
        self.region = region
        self.accountID = accountID
    }

    /// What SQS asks KMS for, in the caller's name.
    func permissions(for use: Use) -> [RequiredPermission] {
        let keys = ["kms:ViaService": ["sqs.\(region.name).amazonaws.com"], "kms:CallerAccount": [accountID]]
        return use.actions.map { RequiredPermission($0, on: arn, keys: keys) }
    }
}

extension SQSState {
    /// What a use of a queue's messages requires of its key: nothing where it has none.
    func keyPermissions(
        for use: QueueKey.Use,
        ofQueue name: String,
        in region: Region,
        accountID: String
    ) -> [RequiredPermission] {
        guard let settings = queues[name]?.settings else { return [] }
        return QueueKey(of: settings, in: region, accountID: accountID)?.permissions(for: use) ?? []
    }
}

extension CloudState {
    /// The same of a queue by its ARN. What is no queue requires nothing.
    func keyPermissions(for use: QueueKey.Use, of target: ARN) -> [RequiredPermission] {
        guard target.service == "sqs", let region = Region(target.region), let state = regions[target.region]
        else { return [] }
        return state.sqs.keyPermissions(
            for: use,
            ofQueue: target.resource,
            in: region,
            accountID: target.accountID
        )
    }
}
