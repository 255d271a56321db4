import Foundation
import LoopbackServer
import Platform

/// A small EC2 on loopback that keeps volumes, snapshots and tags, and can be told to fail: enough of it to see what
/// the procedure does when AWS is at its worst.
final class FakeEC2: Sendable {
    /// What goes wrong with a call.
    struct Fault: Sendable {
        /// How it goes wrong.
        enum Kind: Sendable {
            /// The connection is reset and nothing has happened.
            case resetBeforeEffect
            /// The connection is reset, and the call has had its effect.
            case resetAfterEffect
            /// The call has its effect, so much time passes, and no answer comes.
            case timeoutAfterEffect(Duration)
            /// So much time passes, no answer comes, and nothing has happened.
            case timeoutBeforeEffect(Duration)
            /// The volume is detached and deleted before the call arrives.
            case volumeGone
            /// The connection is reset, the call has had its effect, and the volume is detached.
            case resetAfterEffectAndDetachment
            /// The call is refused.
            case refusal(code: String, status: Int)
        }

        var action: String
        /// Only calls whose parameters have this value somewhere; nil for all.
        var mentioning: String?
        /// How many calls it spoils.
        var times = 1
        var kind: Kind
    }

    struct Snapshot: Sendable {
        var id: String
        var volumeID: String
        var description: String
        var tags: [String: String]
        var state = "pending"
        var createdAt: Timestamp
        /// The moment from which DescribeSnapshots shows it.
        var visibleFrom: Timestamp
    }

    struct State: Sendable {
        var instanceID = "i-0a1b2c3d4e5f60718"
        var instanceState = "running"
        var rootDeviceType = "ebs"
        /// How many DescribeInstances calls don't know the instance yet.
        var instanceHiddenFor = 0
        var attached: [String] = []
        /// How many DescribeVolumes calls don't show the volume yet.
        var volumesHiddenFor: [String: Int] = [:]
        var snapshots: [Snapshot] = []
        var instanceTags: [String: String] = [:]
        var faults: [Fault] = []
        /// What refusals say.
        var refusalMessage = "Made up for the test."
        /// The volumes of further instances.
        var furtherInstances: [String: [String]] = [:]
        /// How long DescribeSnapshots doesn't show a snapshot yet.
        var snapshotsHiddenFor: Duration = .zero
        var calls: [[String: String]] = []
        /// How many CreateSnapshot calls are waited for before any of them is answered.
        var creationsAwaited = 0
        fileprivate(set) var creationsUnderWay = 0
        /// The most CreateSnapshot calls that were under way at once.
        fileprivate(set) var mostCreationsUnderWay = 0
        /// How much time the call takes that is being answered.
        fileprivate var lapse = Duration.zero
    }

    /// The clock of this cloud, and of the function that works on it.
    let time = ManualTime()
    private let state: Holder
    private let server: LoopbackServer

    private final class Holder: Sendable {
        let value: Lock<State>
        init(_ state: State) { value = Lock(state) }

        /// Returns when as many CreateSnapshot calls have been under way as are awaited, and a little later, so that one
        /// too many would be seen.
        func awaitOthers() {
            let awaited = value.withLock { state in
                state.creationsUnderWay += 1
                state.mostCreationsUnderWay = max(state.mostCreationsUnderWay, state.creationsUnderWay)
                return state.creationsAwaited
            }
            while value.withLock({ $0.mostCreationsUnderWay }) < awaited {
                Thread.sleep(forTimeInterval: 0.005)
            }
            if awaited > 0 { Thread.sleep(forTimeInterval: 0.05) }
            value.withLock { $0.creationsUnderWay -= 1 }
        }
    }

    /// An EC2 with one instance, to which that many volumes are attached.
    init(volumes: Int, _ change: (inout State) -> Void = { _ in }) throws {
        var initial = State()
        initial.attached = (0..<volumes).map(Self.volumeID)
        change(&initial)
        let holder = Holder(initial)
        state = holder
        server = try LoopbackServer { [time] request in
            let parameters = Self.parameters(of: request.text)
            if parameters["Action"] == "CreateSnapshot" { holder.awaitOthers() }
            let sent = Self.sendingTime(of: request) ?? time.current
            let (reply, lapse) = holder.value.withLock { state in
                state.lapse = .zero
                return (state.answer(parameters, at: sent), state.lapse)
            }
            if lapse > .zero { time.advance(to: sent + lapse) }
            return reply
        }
    }

    static func volumeID(_ index: Int) -> String {
        "vol-0" + String(repeating: "a", count: 13) + String(format: "%03x", index + 1)
    }

    var url: String { server.url }
    var port: Int { server.port }

    /// The state now, or after a change to it.
    @discardableResult
    func state(_ change: (inout State) -> Void = { _ in }) -> State {
        state.value.withLock { state in
            change(&state)
            return state
        }
    }

    /// How often the action was called.
    func count(_ action: String) -> Int {
        state().calls.count { $0["Action"] == action }
    }

    /// When the request was signed, to the second. A call is handled at that moment, whatever time others that are under
    /// way take meanwhile.
    private static func sendingTime(of request: ReceivedRequest) -> Timestamp? {
        request[field: "x-amz-date"].flatMap { Timestamp(iso8601Basic: $0) }
    }

    private static func parameters(of body: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            parameters[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
        }
        return parameters
    }
}

extension FakeEC2.State {
    fileprivate mutating func answer(_ parameters: [String: String], at now: Timestamp) -> Reply {
        calls.append(parameters)
        let action = parameters["Action"] ?? ""
        guard let index = faults.firstIndex(where: { $0.spoils(action, parameters) }) else {
            return perform(action, parameters, at: now)
        }
        let kind = faults[index].kind
        faults[index].times -= 1
        switch kind {
        case .resetBeforeEffect: return Reply([.reset])
        case .resetAfterEffect:
            _ = perform(action, parameters, at: now)
            return Reply([.reset])
        case .timeoutBeforeEffect(let duration):
            lapse = duration
            return Reply([.reset])
        case .timeoutAfterEffect(let duration):
            _ = perform(action, parameters, at: now)
            lapse = duration
            return Reply([.reset])
        case .volumeGone:
            attached.removeAll { $0 == parameters["VolumeId"] }
            return perform(action, parameters, at: now)
        case .resetAfterEffectAndDetachment:
            _ = perform(action, parameters, at: now)
            attached.removeAll { $0 == parameters["VolumeId"] }
            return Reply([.reset])
        case .refusal(let code, let status):
            return FakeEC2.error(code, status: status, message: refusalMessage)
        }
    }

    private mutating func perform(
        _ action: String,
        _ parameters: [String: String],
        at now: Timestamp
    ) -> Reply {
        switch action {
        case "DescribeVolumes": describeVolumes(parameters)
        case "DescribeSnapshots": describeSnapshots(parameters, at: now)
        case "DescribeInstances": describeInstances(parameters)
        case "CreateSnapshot": createSnapshot(parameters, at: now)
        case "CreateTags": createTags(parameters)
        default: FakeEC2.error("InvalidAction", status: 400)
        }
    }

    private mutating func describeVolumes(_ parameters: [String: String]) -> Reply {
        guard parameters["Filter.1.Name"] == "attachment.instance-id",
            let instanceID = parameters["Filter.1.Value.1"], let volumes = volumes(of: instanceID)
        else { return FakeEC2.error("InvalidParameterValue", status: 400) }
        var items = ""
        for (index, volumeID) in volumes.enumerated() {
            let hidden = volumesHiddenFor[volumeID] ?? 0
            volumesHiddenFor[volumeID] = max(0, hidden - 1)
            guard hidden == 0 else { continue }
            items += """
                <item><volumeId>\(volumeID)</volumeId><size>8</size><status>in-use</status><attachmentSet><item>\
                <volumeId>\(volumeID)</volumeId><instanceId>\(instanceID)</instanceId>\
                <device>\(Self.device(index))</device><status>attached</status></item></attachmentSet></item>
                """
        }
        return FakeEC2.success("DescribeVolumes", "<volumeSet>\(items)</volumeSet>")
    }

    private func describeSnapshots(_ parameters: [String: String], at now: Timestamp) -> Reply {
        guard parameters["Owner.1"] == "self", let name = parameters["Filter.1.Name"], name.hasPrefix("tag:")
        else {
            return FakeEC2.error("InvalidParameterValue", status: 400)
        }
        var items = ""
        for snapshot in snapshots where snapshot.visibleFrom <= now {
            guard snapshot.tags[String(name.dropFirst(4))] == parameters["Filter.1.Value.1"] else { continue }
            items += "<item>\(Self.members(of: snapshot))</item>"
        }
        return FakeEC2.success("DescribeSnapshots", "<snapshotSet>\(items)</snapshotSet>")
    }

    /// The volumes attached to the instance; nil if there is no such instance.
    private func volumes(of instanceID: String) -> [String]? {
        instanceID == self.instanceID ? attached : furtherInstances[instanceID]
    }

    private mutating func describeInstances(_ parameters: [String: String]) -> Reply {
        let instanceID = parameters["InstanceId.1"] ?? ""
        guard instanceHiddenFor == 0, let volumes = volumes(of: instanceID) else {
            instanceHiddenFor = max(0, instanceHiddenFor - 1)
            return FakeEC2.error("InvalidInstanceID.NotFound", status: 400)
        }
        let mappings = volumes.enumerated().map { index, volumeID in
            """
            <item><deviceName>\(Self.device(index))</deviceName><ebs><volumeId>\(volumeID)</volumeId>\
            <status>attached</status></ebs></item>
            """
        }
        let tags = instanceTags.map { "<item><key>\($0.key)</key><value>\($0.value)</value></item>" }
        return FakeEC2.success(
            "DescribeInstances",
            """
            <reservationSet><item><instancesSet><item><instanceId>\(instanceID)</instanceId>\
            <instanceState><code>16</code><name>\(instanceState)</name></instanceState>\
            <rootDeviceType>\(rootDeviceType)</rootDeviceType>\
            <blockDeviceMapping>\(mappings.joined())</blockDeviceMapping><tagSet>\(tags.joined())</tagSet>\
            </item></instancesSet></item></reservationSet>
            """
        )
    }

    private mutating func createSnapshot(_ parameters: [String: String], at now: Timestamp) -> Reply {
        let volumes = attached + furtherInstances.values.joined()
        guard let volumeID = parameters["VolumeId"], volumes.contains(volumeID) else {
            return FakeEC2.error("InvalidVolume.NotFound", status: 400)
        }
        guard !snapshots.contains(where: { $0.volumeID == volumeID && now - $0.createdAt < .seconds(15) })
        else { return FakeEC2.error("SnapshotCreationPerVolumeRateExceeded", status: 400) }
        var tags: [String: String] = [:]
        var number = 1
        while let key = parameters["TagSpecification.1.Tag.\(number).Key"] {
            tags[key] = parameters["TagSpecification.1.Tag.\(number).Value"]
            number += 1
        }
        let snapshot = FakeEC2.Snapshot(
            id: "snap-0" + String(format: "%016x", snapshots.count + 1),
            volumeID: volumeID,
            description: parameters["Description"] ?? "",
            tags: tags,
            createdAt: now,
            visibleFrom: now + snapshotsHiddenFor
        )
        snapshots.append(snapshot)
        return FakeEC2.success("CreateSnapshot", Self.members(of: snapshot))
    }

    private mutating func createTags(_ parameters: [String: String]) -> Reply {
        guard let resourceID = parameters["ResourceId.1"], volumes(of: resourceID) != nil,
            let key = parameters["Tag.1.Key"]
        else { return FakeEC2.error("InvalidInstanceID.NotFound", status: 400) }
        guard resourceID == instanceID else { return FakeEC2.success("CreateTags", "<return>true</return>") }
        instanceTags[key] = parameters["Tag.1.Value"]
        return FakeEC2.success("CreateTags", "<return>true</return>")
    }

    private static func members(of snapshot: FakeEC2.Snapshot) -> String {
        """
        <snapshotId>\(snapshot.id)</snapshotId><volumeId>\(snapshot.volumeID)</volumeId>\
        <status>\(snapshot.state)</status><startTime>2026-03-02T09:15:08.000Z</startTime><progress/>\
        <description>\(snapshot.description)</description>
        """
    }

    private static func device(_ index: Int) -> String {
        "/dev/xvd" + String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    }
}

extension FakeEC2.Fault {
    fileprivate func spoils(_ action: String, _ parameters: [String: String]) -> Bool {
        times > 0 && action == self.action && (mentioning.map(parameters.values.contains) ?? true)
    }
}

extension FakeEC2 {
    fileprivate static func success(_ action: String, _ members: String) -> Reply {
        .response(
            200,
            [("Content-Type", "text/xml;charset=UTF-8")],
            body: """
                <\(action)Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
                <requestId>0b3c5f0a-1111-4222-8333-444455556666</requestId>\(members)</\(action)Response>
                """
        )
    }

    fileprivate static func error(
        _ code: String,
        status: Int,
        message: String = "Made up for the test."
    ) -> Reply {
        .response(
            status,
            [("Content-Type", "text/xml;charset=UTF-8")],
            body: """
                <?xml version="1.0" encoding="UTF-8"?>
                <Response><Errors><Error><Code>\(code)</Code><Message>\(message)</Message></Error>\
                </Errors><RequestID>5b48c718-a402-4c2f-b776-8ebea01ae49d</RequestID></Response>
                """
        )
    }
}
