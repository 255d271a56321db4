internal import Platform

/// What a state file holds.
struct SavedCloud: Codable, Sendable {
    /// Grows when older files can't be read any more.
    static let currentVersion = 1

    let version: Int
    let accountID: String
    /// The cloud's time when it was written: it goes on from there.
    let moment: Timestamp
    let state: CloudState

    init(of cloud: Cloud) {
        version = Self.currentVersion
        accountID = cloud.accountID
        moment = cloud.clock.now
        state = cloud.snapshot()
    }

    /// Refuses what can't be gone on with.
    func check(_ configuration: EmulatorConfiguration, path: String) throws(EmulatorConfiguration.Invalid) {
        guard version == Self.currentVersion else {
            throw EmulatorConfiguration.Invalid(
                description:
                    "The state file \(path) is of version \(version), and this program reads version "
                    + "\(Self.currentVersion). Name another file, or move this one away."
            )
        }
        guard accountID == configuration.accountID else {
            throw EmulatorConfiguration.Invalid(
                description:
                    "The state file \(path) is of the account \(accountID), not \(configuration.accountID). "
                    + "Name another file, or pass --account \(accountID)."
            )
        }
    }
}
