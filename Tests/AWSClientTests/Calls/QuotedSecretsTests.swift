import CurlHTTP
import Foundation
import Logging
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

/// Whoever is on the way may quote the request in an answer, and answers are shown in errors and logged.
@Suite(.timeLimit(.minutes(1))) struct `Secrets that an answer quotes` {
    private static let credentials = Credentials(
        accessKeyID: "ASIDEXAMPLE",
        secretAccessKey: exampleSecret,
        // As AWS's look: base 64, of many hundred bytes.
        sessionToken: (0..<30).map { "IQoJb3Jp\($0 &* 7_919)Z2luX2Vj/+VeryLong\($0)" }.joined() + "=="
    )

    /// How a request is quoted: what is sent back instead of the ordinary, as text.
    struct Quote: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int
        let body: @Sendable (_ token: String, _ authorization: String) -> String

        init(
            _ name: String,
            _ status: Int = 502,
            _ body: @escaping @Sendable (_ token: String, _ authorization: String) -> String
        ) {
            testDescription = name
            self.status = status
            self.body = body
        }
    }

    private static func refusal(_ message: String, code: String = "SignatureDoesNotMatch") -> String {
        "<Response><Errors><Error><Code>\(code)</Code><Message>\(message)</Message></Error></Errors>"
            + "<RequestID>r-1</RequestID></Response>"
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte.isASCIILetterOrDigit
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16)
        }.joined()
    }

    private static func escaped(_ text: String, _ escape: (Unicode.Scalar) -> String) -> String {
        text.unicodeScalars.map { "+/=&<>".unicodeScalars.contains($0) ? escape($0) : String($0) }.joined()
    }

    private static let quotes = [
        Quote("a gateway's page") { "<html><pre>X-Amz-Security-Token: \($0)\nAuthorization: \($1)</pre>" },
        Quote("the header that was signed") { "<html>Authorization: \($1)\nX-Amz-Security-Token: \($0)" },
        Quote("the signature alone") { _, authorization in
            "<html>Signature \(authorization.split(separator: "=").last ?? "") is bad"
        },
        Quote("the secret itself") { _, _ in "<html>\(exampleSecret)" },
        Quote("percent-encoded") { token, _ in "<html>/?X-Amz-Security-Token=\(percentEncoded(token))&x" },
        Quote("percent-encoded twice") { token, _ in "<html>\(percentEncoded(percentEncoded(token)))&x" },
        Quote("HTML's entities in decimal") { token, _ in "<html>" + escaped(token) { "&#\($0.value);" } },
        Quote("HTML's entities in hexadecimal") { token, _ in
            "<html>" + escaped(token) { "&#x\(String($0.value, radix: 16, uppercase: true));" }
        },
        Quote("JSON's escapes") { token, _ in
            #"{"token":""# + escaped(token) { $0 == "/" ? #"\/"# : #"\u00\#(String($0.value, radix: 16))"# }
        },
        Quote("broken into lines") { token, _ in
            let lines = stride(from: 0, to: token.count, by: 60).map { token.dropFirst($0).prefix(60) }
            return "<html>" + lines.joined(separator: "\r\n ")
        },
        Quote("across the end of what is shown") { token, _ in
            "<html>" + String(repeating: "-", count: 170) + token
        },
        Quote("cut off by who quotes it") { token, _ in "<html>The token begins with " + token.prefix(30) },
        Quote("AWS's words", 403) { token, _ in
            refusal("It differs. The Canonical String for this is 'x-amz-security-token:\(token)'")
        },
        Quote("other words than AWS's", 403) { token, authorization in
            refusal("the canonical string is 'x-amz-security-token:\(token)' and the header \(authorization)")
        },
        Quote("few words", 403) { token, _ in refusal("token \(token) is bad") },
        Quote("across the end of the message", 403) { token, _ in
            refusal(String(repeating: "-", count: 490) + token)
        },
        Quote("the code", 400) { token, _ in refusal("m", code: token) },
        Quote("a value that isn't of its kind", 200) { token, _ in
            "<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><status>x</status>"
                + "<size>\(token)</size></item></volumeSet></DescribeVolumesResponse>"
        },
    ]

    @Test(arguments: quotes) func `are in no error and no line of the log`(quote: Quote) async throws {
        let authorizations = Lock<[String]>([])
        let server = try LoopbackServer { request in
            let authorization = request[field: "authorization"] ?? ""
            authorizations.withLock { $0.append(authorization) }
            return .response(
                quote.status,
                body: quote.body(request[field: "x-amz-security-token"] ?? "", authorization)
            )
        }
        let lines = Lock<[String]>([])
        let error = try #require(await describe(at: server, logging: lines))
        let shown = ([error.description] + lines.withLock { $0 }).joined(separator: "\n")
        #expect(shown.contains("ec2:DescribeVolumes"))
        let signatures = authorizations.withLock { $0 }.compactMap { $0.split(separator: "=").last }
        #expect(!signatures.isEmpty)
        let token = try #require(Self.credentials.sessionToken)
        for secret in [token, exampleSecret] + signatures.map(String.init) {
            let pieces = (0...(secret.count - 12)).map { secret.dropFirst($0).prefix(12) }
            #expect(pieces.filter(shown.contains).isEmpty, "\(shown)")
        }
        #expect(!shown.contains("Credential="))
    }

    @Test func `leave the rest of the answer as it was`() async throws {
        let server = try LoopbackServer { request in
            let token = request[field: "x-amz-security-token"] ?? ""
            return .response(403, body: Self.refusal("The token \(token) of &lt;ASIDEXAMPLE&gt; is %41 bad"))
        }
        guard case .service(let error) = await describe(at: server) else {
            Issue.record("ended otherwise")
            return
        }
        #expect(error.message == "The token [redacted] of <ASIDEXAMPLE> is %41 bad")
    }

    /// As local emulators take them.
    @Test(arguments: [("test", "test"), ("a", "e"), ("x", "")])
    func `and are too short to be any aren't looked for`(secret: String, token: String) async throws {
        let server = try LoopbackServer { _ in .response(403, body: Self.refusal("A test of the test")) }
        let credentials = Credentials(accessKeyID: "test", secretAccessKey: secret, sessionToken: token)
        guard case .service(let error) = await describe(at: server, credentials) else {
            Issue.record("ended otherwise")
            return
        }
        #expect(error.message == "A test of the test")
    }

    @Test func `are an identity provider's token too`() async throws {
        let token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
        let body = Self.refusal("Couldn't read \(token)", code: "InvalidIdentityToken")
        let fake = try FakeService(.sts, credentials: nil, replies: [.response(400, body: body)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.sts.assumeRoleWithWebIdentity(
                roleARN: "arn:aws:iam::123456789012:role/r",
                sessionName: "s",
                webIdentityToken: token
            )
        }
        #expect(error?.description.contains("Couldn't read [redacted]") == true)
    }

    private func describe(
        at server: LoopbackServer,
        _ credentials: Credentials = Self.credentials,
        logging lines: Lock<[String]> = Lock([])
    ) async -> AWSClientError? {
        let caller = ServiceCaller(
            service: .ec2,
            endpoint: ServiceEndpoint(
                scheme: "http",
                authority: server.authority,
                path: "/",
                signingRegion: "eu-west-1"
            ),
            credentials: StaticCredentials(credentials),
            transport: HTTPTransport(),
            settings: CallSettings(
                transferOptions: TransferOptions(totalTimeout: .seconds(20)),
                time: ManualTime().source,
                logger: Logger(label: "test") { _ in
                    CollectingLogHandler { line in lines.withLock { $0.append(line) } }
                }
            )
        )
        return await failure { () throws(AWSClientError) in
            try await EC2Client(caller).describeVolumes(filters: attached)
        }
    }
}
