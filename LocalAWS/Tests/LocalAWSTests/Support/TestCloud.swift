import HTTPTypes
import Platform
import SigV4
import Testing

@testable import LocalAWS

/// A cloud whose time stands still until it is moved, unless told otherwise, and a client of it, all in one process and without a
/// socket.
struct TestCloud {
    static let noon = Timestamp(secondsSinceEpoch: 1_768_478_400)

    let cloud: Cloud
    let region: String
    private let dispatcher: Dispatcher

    init(
        timings: CloudTimings = CloudTimings(),
        seed: UInt64 = 1,
        region: String = "eu-west-1",
        clock: CloudClock.Mode = .stepped(from: Self.noon),
        throttling: Throttling = .off,
        faults: [FaultRule] = [],
        functions: (any FunctionRunner)? = nil
    ) throws {
        self.region = region
        var configuration = EmulatorConfiguration(
            region: region,
            seed: seed,
            clock: clock,
            timings: timings
        )
        configuration.throttling = throttling
        configuration.faults = faults
        cloud = try Cloud(configuration, functions: functions)
        dispatcher = Dispatcher(cloud: cloud)
    }

    /// Moves the cloud's time.
    func wait(_ duration: Duration) {
        cloud.advance(by: duration)
    }

    /// Sends whatever it is given, to an action that doesn't have to wait.
    func send(_ request: ServiceRequest) -> Reply {
        switch dispatcher.begin(request, Intake(request.head)) {
        case .answered(let answer): return Reply(answer)
        case .waiting(let call):
            Issue.record("\(call) has to wait: use sendAndWait.")
            return Reply(dispatcher.refuseBody(of: request.head, Intake(request.head)))
        }
    }

    /// Sends whatever it is given.
    func sendAndWait(_ request: ServiceRequest) async -> Reply {
        Reply(await dispatcher.answer(request, Intake(request.head)))
    }

    /// Calls an action of a query service and signs, as the account's root unless told otherwise.
    func query(
        _ service: Service,
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        as credentials: Credentials = root
    ) throws -> Reply {
        let pairs =
            [("Action", action), ("Version", service.version)] + parameters.map { ($0.key, $0.value) }
        return try send(
            Self.signed(
                Self.form(pairs),
                service: service.signingName,
                region: region,
                credentials: credentials
            )
        )
    }

    /// A call of an action of a JSON service, signed.
    func json(
        _ service: Service,
        _ action: String,
        _ document: Document = [:],
        as credentials: Credentials = root
    ) throws -> ServiceRequest {
        try Self.signed(
            document.json,
            service: service.signingName,
            region: region,
            fields: [
                .contentType: "application/x-amz-json-\(service.jsonVersion)",
                .amzTarget: "\(service.targetPrefix).\(action)",
            ],
            credentials: credentials
        )
    }

    /// A call of a REST service, signed.
    func rest(
        _ service: Service,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ document: Document? = nil,
        fields: HTTPFields = [:],
        as credentials: Credentials = root
    ) throws -> ServiceRequest {
        try Self.signed(
            document?.json ?? "",
            service: service.signingName,
            region: region,
            method: method,
            path: path,
            fields: fields,
            credentials: credentials
        )
    }

    /// The account's root.
    static let root = Credentials(accessKeyID: "test", secretAccessKey: "test")

    /// Calls an action of EC2 and signs as the account's root.
    func ec2(_ action: String, _ parameters: KeyValuePairs<String, String> = [:]) throws -> Reply {
        try send(Self.signed(form(action, parameters), service: "ec2", region: region))
    }

    /// Calls an action of STS and signs as the account's root.
    func sts(_ action: String) throws -> Reply {
        let form = Self.form([("Action", action), ("Version", "2011-06-15")])
        return try send(Self.signed(form, service: "sts", region: region))
    }

    /// The body of a call.
    func form(_ action: String, _ parameters: KeyValuePairs<String, String> = [:]) -> String {
        Self.form([("Action", action), ("Version", "2016-11-15")] + parameters.map { ($0.key, $0.value) })
    }

    static func form(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain =
                character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            return isPlain
                ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// A request, signed; a form unless told otherwise.
    static func signed(
        _ body: String,
        service: String = "ec2",
        region: String = "eu-west-1",
        authority: String = "127.0.0.1:4566",
        method: HTTPRequest.Method = .post,
        path: String = "/",
        fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded; charset=utf-8"],
        credentials: Credentials = root,
        at time: Timestamp = systemTime()
    ) throws -> ServiceRequest {
        try signed(
            Array(body.utf8),
            service: service,
            region: region,
            authority: authority,
            method: method,
            path: path,
            fields: fields,
            credentials: credentials,
            at: time
        )
    }

    /// The same with any bytes.
    static func signed(
        _ bytes: [UInt8],
        service: String = "ec2",
        region: String = "eu-west-1",
        authority: String = "127.0.0.1:4566",
        method: HTTPRequest.Method = .post,
        path: String = "/",
        fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded; charset=utf-8"],
        credentials: Credentials = root,
        at time: Timestamp = systemTime()
    ) throws -> ServiceRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        head.headerFields = fields
        let signer = Signer(service: service, region: region)
        head = try signer.sign(head, payload: .bytes(bytes), credentials: credentials, at: time)
        return ServiceRequest(head: head, body: bytes)
    }
}

/// What came back.
struct Reply {
    let status: Int
    let body: String
    let response: ServiceResponse
    let isCutOff: Bool

    init(_ answer: Answer) {
        isCutOff = answer.isCutOff
        response = answer.response
        status = answer.response.status
        body = String(decoding: answer.response.body, as: UTF8.self)
    }

    /// The texts of all elements with that name, in order.
    func texts(_ element: String) -> [String] {
        var texts: [String] = []
        var rest = body[...]
        while let start = rest.firstRange(of: "<\(element)>") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "</\(element)>") else { break }
            texts.append(Self.unescaped(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return texts
    }

    /// The body as a JSON document.
    var document: Document { (try? Document(json: body)) ?? .null }

    /// The error's code of a JSON or REST service, nil for a success.
    var jsonCode: String? {
        if (200..<300).contains(status) { return nil }
        if let code = response.fields[.amznErrorType] { return code }
        return document["__type"]?.text.map { String($0.split(separator: "#").last ?? "") }
    }

    /// The text of the first element with that name.
    func text(_ element: String) -> String? { texts(element).first }

    /// AWS's error code, nil for a success.
    var code: String? { status == 200 ? nil : text("Code") }

    var message: String? { text("Message") }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}

extension TestCloud {
    /// Launches an instance that runs, with its root and that many more volumes attached.
    func launchInstance(dataVolumes: Int = 1) throws -> (instanceID: String, volumeIDs: [String]) {
        var pairs = [
            ("Action", "RunInstances"), ("Version", "2016-11-15"), ("ImageId", "ami-0123456789abcdef0"),
            ("InstanceType", "t3.micro"), ("MinCount", "1"), ("MaxCount", "1"),
        ]
        for index in 0..<dataVolumes {
            pairs.append(
                ("BlockDeviceMapping.\(index + 1).DeviceName", "/dev/sd\(["f", "g", "h", "i"][index])")
            )
            pairs.append(("BlockDeviceMapping.\(index + 1).Ebs.VolumeSize", "\(10 + index)"))
        }
        let reply = try send(Self.signed(Self.form(pairs), region: region))
        try #require(reply.status == 200, "\(reply.body)")
        wait(.seconds(5))
        let instanceID = try #require(reply.text("instanceId"))
        let volumes = try ec2(
            "DescribeVolumes",
            ["Filter.1.Name": "attachment.instance-id", "Filter.1.Value.1": instanceID]
        )
        let ids = cloud.volumes(attachedTo: instanceID).map(\.id)
        try #require(Set(volumes.texts("volumeId")) == Set(ids))
        return (instanceID, ids)
    }

    /// Makes a volume that is available.
    func makeVolume(_ parameters: KeyValuePairs<String, String> = ["Size": "8"]) throws -> String {
        let pairs = [
            ("Action", "CreateVolume"), ("Version", "2016-11-15"), ("AvailabilityZone", "\(region)a"),
        ]
        let form = Self.form(pairs + parameters.map { ($0.key, $0.value) })
        let reply = try send(Self.signed(form, region: region))
        try #require(reply.status == 200, "\(reply.body)")
        wait(.seconds(5))
        return try #require(reply.text("volumeId"))
    }
}
