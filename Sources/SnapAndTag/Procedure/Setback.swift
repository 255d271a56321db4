internal import AWSClient
internal import Platform

/// A volume for which CreateSnapshot failed.
struct Setback {
    let volume: AttachedVolume
    /// Why it failed last.
    let failure: AWSClientError
    let holdBack: HoldBack
    /// When the first request was sent that may have taken effect; nil while it is certain that none has.
    let inDoubtSince: Timestamp?
    private let attempts: Int
    private var looksWithoutIt = 0

    /// A failure after the one before, if there was one.
    ///
    /// - Parameter asked: When the call was begun that failed.
    init(
        _ volume: AttachedVolume,
        _ failure: AWSClientError,
        asked: Timestamp,
        at now: Timestamp,
        after earlier: Setback?
    ) {
        self.volume = volume
        self.failure = failure
        attempts = (earlier?.attempts ?? 0) + 1
        inDoubtSince = earlier?.inDoubtSince ?? (failure.mayHaveTakenEffect ? asked : nil)
        holdBack = HoldBack(after: failure, attempt: attempts, inDoubtSince: inDoubtSince, at: now)
    }

    func mayBeAskedAgain(at now: Timestamp) -> Bool {
        guard case .until(let moment) = holdBack, moment <= now else { return false }
        return resendEnd.map { now < $0 } ?? true
    }

    /// By when a further CreateSnapshot has to be answered; nil when there is no doubt.
    var resendEnd: Timestamp? { inDoubtSince.map { $0 + HoldBack.resendWindow } }

    /// When it may be asked for again although it is in doubt.
    var resend: Timestamp? {
        guard inDoubtSince != nil, case .until(let moment) = holdBack else { return nil }
        return moment
    }

    mutating func note(isAttached: Bool) {
        looksWithoutIt = isAttached ? 0 : looksWithoutIt + 1
    }

    /// Whether the volume is gone from the instance, and nothing was made of it. Two looks in a row must say so: one may
    /// have been answered by a replica that lags behind.
    var isMoot: Bool { inDoubtSince == nil && looksWithoutIt >= 2 }
}
