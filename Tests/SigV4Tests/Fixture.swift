import Foundation
import HTTPTypes
import Platform
import Testing

@testable import SigV4

/// An example of `Fixtures/sigv4`: a request, and the steps of its signature.
struct Fixture: Sendable, CustomTestStringConvertible {
    struct Expected: Decodable, Sendable {
        let canonicalRequest: [String]
        let stringToSign: [String]
        let signature: String
    }

    private struct Content: Decodable {
        let operation: String
        let method: String
        let scheme: String
        let authority: String
        let target: String
        let headers: [[String]]
        let body: String
        let payload: String
        let service: String
        let region: String
        let accessKeyId: String
        let secretAccessKey: String
        let sessionToken: String?
        let time: String
        let expiresIn: Int
        let sendsContentSha256: Bool
        let expected: Expected
    }

    let name: String
    let isPresigned: Bool
    let request: HTTPRequest
    let payload: Payload
    let signer: Signer
    let credentials: Credentials
    let time: Timestamp
    let expiresIn: Duration
    let expected: Expected

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fixtures/sigv4")

    static let all: [Fixture] = {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path())
                .filter { $0.hasSuffix(".json") }.sorted()
                .map { try Fixture(named: String($0.dropLast(5))) }
        } catch {
            // An empty list would let the tests pass.
            preconditionFailure("Fixtures/sigv4 can't be read: \(error)")
        }
    }()

    init(named name: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Self.folder.appending(path: name + ".json")
        try self.init(name: name, content: decoder.decode(Content.self, from: Data(contentsOf: file)))
    }

    private init(name: String, content: Content) throws {
        struct Unreadable: Error {}
        guard let method = HTTPRequest.Method(content.method),
            let time = Timestamp(iso8601Basic: content.time)
        else {
            throw Unreadable()
        }
        var request = HTTPRequest(
            method: method,
            scheme: content.scheme,
            authority: content.authority,
            path: content.target
        )
        for header in content.headers {
            guard let name = HTTPField.Name(header[0]) else { throw Unreadable() }
            request.headerFields.append(HTTPField(name: name, value: header[1]))
        }
        var options = SigningOptions.standard(for: content.service)
        options.sendsContentSHA256 = content.sendsContentSha256
        self.name = name
        self.request = request
        self.time = time
        isPresigned = content.operation == "presign"
        payload = content.payload == "unsigned" ? .unsigned : .bytes(Array(content.body.utf8))
        signer = Signer(service: content.service, region: content.region, options: options)
        credentials = Credentials(
            accessKeyID: content.accessKeyId,
            secretAccessKey: content.secretAccessKey,
            sessionToken: content.sessionToken
        )
        expiresIn = .seconds(content.expiresIn)
        expected = content.expected
    }

    func signed() throws(SigningError) -> SignedRequest {
        if isPresigned {
            return try signer.presignShowingSteps(
                request,
                payload: payload,
                credentials: credentials,
                at: time,
                expiresIn: expiresIn
            )
        }
        return try signer.signShowingSteps(request, payload: payload, credentials: credentials, at: time)
    }
}
