internal import Platform

/// `/_local/health`.
struct ControlHealth: Encodable {
    let status = "running"
    let accountID: String
    let region: String
    let now: String
    /// The number of actions of each service.
    let actions: [String: Int]

    init(_ cloud: Cloud) {
        accountID = cloud.accountID
        region = cloud.region
        now = cloud.clock.now.iso8601
        actions = Dictionary(
            uniqueKeysWithValues: ServiceDirectory.all.list.map { ($0.signingName, $0.actionTable.count) }
        )
    }
}

/// `/_local/clock`.
struct ControlClock: Encodable {
    let now: String
    let mode: String
    /// How many of the cloud's seconds pass in a second; 0 for a clock that is moved by hand.
    let scale: Double

    init(_ clock: CloudClock) {
        now = clock.now.iso8601
        (mode, scale) =
            switch clock.mode {
            case .real: ("real", 1)
            case .scaled(let factor): ("scaled", factor)
            case .stepped: ("stepped", 0)
            }
    }

    /// What is posted to it.
    struct Advance: Decodable {
        /// Ten years, so that no sum of a few overflows.
        static let allowed = 0...315_360_000.0

        let advanceSeconds: Double
    }
}

/// `/_local/faults`, as it is read and as it is posted: the rules that are in force from then on.
struct ControlFaults: Codable {
    let faults: [String]

    init(_ disturbances: Disturbances) {
        faults = disturbances.rules.map(\.text)
    }
}
