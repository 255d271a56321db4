package import AWSClient
package import Platform

/// When a volume may be asked for a snapshot again after CreateSnapshot failed for it. Whenever it is, EC2 has been
/// looked at once more, so that a snapshot which was made after all is found, not made twice.
///
/// A look alone can't tell, because EC2 may show a snapshot only after half a minute. What makes a second request of a
/// volume safe is EBS's own guard: it refuses a CreateSnapshot within `perVolumeInterval` of another of the same
/// volume. So once an answer was lost and the request may have taken effect, the volume is *in doubt*, and
///
/// * it is asked for again only while EC2 will handle the new request within that interval of the first one. The
///   interval is counted from before the first request was sent, at the earliest, and the new one has to be answered by
///   `resendWindow`; what is left of the interval is for a request that EC2 has and is slow to handle.
/// * everything that was sent within one window lies within one interval, so at most one of it takes effect, however
///   many answers are lost.
/// * a refusal by the guard means that the snapshot is there. From then on, as after the window, it is only looked for,
///   until the deadline. Then the invocation fails; Lambda's retry comes a minute later, and finds it.
///
/// Throttling is never a doubt, since EC2 did nothing: the client repeats such a request by itself. A call counts from
/// its beginning, before the first of its requests, which only shortens the window; and the call that asks again ends
/// with the window, its repeats included. A request that timed out has used up the window and isn't sent again.
///
/// Refused by the guard without a doubt of its own, the volume has been asked for by somebody else, most likely by
/// another delivery of the same event. That snapshot is given `othersInterval` to show.
package enum HoldBack: Sendable, Equatable {
    /// It may be asked for again from that moment.
    case until(Timestamp)
    /// It isn't asked for again in this invocation, because its snapshot probably exists and will show.
    case untilSeen
    /// It isn't asked for again in this invocation: that would be of no use.
    case forGood

    /// EBS refuses a second CreateSnapshot of one volume for this long (EBS error table).
    package static let perVolumeInterval: Duration = .seconds(15)

    /// The longest that one attempt waits for its answer. Shorter than for other calls: a lost answer that is noticed
    /// late can't be made good in this invocation.
    package static let attemptLimit: Duration = .seconds(8)

    /// How long a snapshot made by a request whose answer was lost is given to show itself before it is asked for again.
    package static let settling: Duration = .seconds(5)

    /// By when, counted from the first request that may have taken effect, the last answer has to be there. The other
    /// five seconds of `perVolumeInterval` are for EC2 to handle a request whose answer nobody waits for any more.
    package static let resendWindow: Duration = .seconds(10)

    /// How long a snapshot that somebody else has asked for is given to show itself: as long as Lambda waits before it
    /// retries an event.
    package static let othersInterval: Duration = .seconds(60)

    /// How often a volume that EC2 shows and EBS doesn't know is asked for, over some seconds.
    package static let mostAttemptsAtUnknownVolume = 4

    /// What follows from a failure that was learned of at that moment.
    ///
    /// - Parameters:
    ///   - attempt: How often the volume was asked for in this invocation, from 1.
    ///   - doubt: When the first request was sent that may have taken effect, if there is one, this one included.
    package init(
        after failure: AWSClientError,
        attempt: Int,
        inDoubtSince doubt: Timestamp?,
        at now: Timestamp
    ) {
        guard let doubt else {
            self = Self.withoutDoubt(after: failure, attempt: attempt, at: now)
            return
        }
        let next =
            failure.mayHaveTakenEffect
            ? .until(now + Self.settling) : Self.withoutDoubt(after: failure, attempt: attempt, at: now)
        guard case .until(let moment) = next, moment < doubt + Self.resendWindow else {
            self = .untilSeen
            return
        }
        self = next
    }

    private static func withoutDoubt(
        after failure: AWSClientError,
        attempt: Int,
        at now: Timestamp
    ) -> HoldBack {
        if case .service(let error) = failure {
            switch error.code {
            case .snapshotCreationPerVolumeRateExceeded: return .until(now + othersInterval)
            case .volumeNotFound where attempt >= mostAttemptsAtUnknownVolume: return .forGood
            case .incorrectState, .volumeNotFound: return .until(now + backoff(attempt))
            default: break
            }
        }
        return FailureClass(of: failure) == .permanent ? .forGood : .until(now + backoff(attempt))
    }

    /// 1, 2, 4, … seconds, at most 20.
    private static func backoff(_ attempt: Int) -> Duration {
        .seconds(min(20, 1 << min(attempt - 1, 5)))
    }
}
