internal import Platform

/// When credentials that expire are renewed. As in botocore it is tried from 15 minutes before their end on, a failure
/// doing no harm, and from 10 minutes before it they aren't used any more unless renewed. Credentials that live for
/// less than half an hour are renewed in their second half; botocore would renew these at every call.
struct RefreshWindow: Sendable {
    enum Phase: Equatable {
        case fresh
        /// They should be renewed; the moment that was asked about.
        case advisory(Timestamp)
        /// They must be renewed.
        case mandatory
    }

    private static let longestAdvisory = Duration.seconds(15 * 60)
    private static let longestMandatory = Duration.seconds(10 * 60)

    private let advisoryStart: Timestamp
    private let mandatoryStart: Timestamp

    /// The window of credentials that were got at `start` and end at `end`.
    init(from start: Timestamp, to end: Timestamp) {
        let lifetime = end - start
        advisoryStart = end - min(Self.longestAdvisory, lifetime / 2)
        mandatoryStart = end - min(Self.longestMandatory, lifetime / 3)
    }

    func phase(at moment: Timestamp) -> Phase {
        if moment < advisoryStart { return .fresh }
        return moment < mandatoryStart ? .advisory(moment) : .mandatory
    }
}
