internal import FoundationEssentials
internal import HTTPTypes
internal import Platform

/// The addresses below `/_local/`: what no AWS has, as JSON.
struct Control: Sendable {
    static let prefix = "/_local/"
    static let maximumBodyBytes = 65_536

    /// What goes back.
    struct Answer {
        let status: HTTPResponse.Status
        var contentType = "application/json"
        let body: [UInt8]
    }

    private let cloud: Cloud

    init(cloud: Cloud) {
        self.cloud = cloud
    }

    static func owns(_ path: String?) -> Bool {
        path?.hasPrefix(prefix) ?? false
    }

    func answer(_ request: HTTPRequest, body: [UInt8]) -> Answer {
        // A browser says from which page a request comes; pages have no business here.
        guard request.headerFields[.origin] == nil else {
            return refusal(.forbidden, "Requests from web pages are refused.")
        }
        let path = (request.path ?? "").dropFirst(Self.prefix.count).prefix { $0 != "?" }
        switch (path, request.method) {
        case ("health", .get): return json(ControlHealth(cloud))
        case ("state", .get): return json(cloud.snapshot().regions)
        case ("clock", .get): return json(ControlClock(cloud.clock))
        case ("clock", .post): return moveClock(body)
        case ("reset", .post):
            cloud.reset()
            cloud.disturbances.reset()
            return json(ControlHealth(cloud))
        case ("faults", .get): return json(ControlFaults(cloud.disturbances))
        case ("faults", .post): return setFaults(body)
        case ("health", _), ("state", _), ("clock", _), ("reset", _), ("faults", _):
            return refusal(
                .methodNotAllowed,
                "\(request.method.rawValue) \(Self.prefix)\(path) is not possible."
            )
        case (let path, .get) where CodeLocation(path: path) != nil:
            return code(at: path)
        default:
            return refusal(.notFound, "There are \(Self.prefix)health, state, clock, faults and reset.")
        }
    }

    /// The zip file of a function, for who was told its address by GetFunction.
    private func code(at path: Substring) -> Answer {
        guard let zip = CodeLocation(path: path)?.zip(in: cloud.snapshot()) else {
            return refusal(.notFound, "There is no such version of a function.")
        }
        return Answer(status: .ok, contentType: "application/zip", body: zip)
    }

    private func moveClock(_ body: [UInt8]) -> Answer {
        let decoded = try? JSONDecoder().decode(ControlClock.Advance.self, from: Data(body))
        guard let seconds = decoded?.advanceSeconds, ControlClock.Advance.allowed.contains(seconds) else {
            return refusal(
                .badRequest,
                "Expecting {\"advanceSeconds\": N} with N from 0 to \(Int(ControlClock.Advance.allowed.upperBound))."
            )
        }
        cloud.advance(by: .milliseconds(Int64(seconds * 1_000)))
        return json(ControlClock(cloud.clock))
    }

    private func setFaults(_ body: [UInt8]) -> Answer {
        guard let texts = try? JSONDecoder().decode(ControlFaults.self, from: Data(body)).faults else {
            return refusal(
                .badRequest,
                "Expecting {\"faults\": [RULE, …]}, a rule being \(FaultRule.grammar)"
            )
        }
        do throws(FaultRule.Malformed) {
            var rules: [FaultRule] = []
            for text in texts { rules.append(try FaultRule(text)) }
            cloud.disturbances.rules = rules
            return json(ControlFaults(cloud.disturbances))
        } catch {
            return refusal(.badRequest, error.description)
        }
    }

    private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            return refusal(.internalServerError, "The answer can't be written as JSON.")
        }
        return Answer(status: status, body: Array(data) + [UInt8(ascii: "\n")])
    }

    private func refusal(_ status: HTTPResponse.Status, _ message: String) -> Answer {
        json(["error": message], status: status)
    }
}
