import Foundation
import HTTPTypes
import Platform
import SigV4

/// One line of input: a request, and what is to be done with it.
struct Job: Decodable {
    enum Operation: String, Decodable {
        case sign, presign, verify
    }

    let operation: Operation
    let method: String
    let scheme: String
    let authority: String
    /// Path and query as they are on the wire.
    let target: String
    /// Pairs of a name and a value.
    let headers: [[String]]
    /// Base64.
    let body: String
    /// `bytes`, `sha256` (which is computed from the body) or `unsigned`.
    let payload: String
    let service: String
    let region: String
    let accessKeyID: String
    let secretAccessKey: String
    let sessionToken: String?
    /// `20260115T120000Z`: when it is signed, or verified.
    let time: String
    /// Seconds, for `presign`.
    let expiresIn: Int64?
    /// Whether to send `X-Amz-Content-Sha256` though the service doesn't need it.
    let sendsContentSHA256: Bool?

    enum CodingKeys: String, CodingKey {
        case operation, method, scheme, authority, target, headers, body, payload, service, region
        case secretAccessKey, sessionToken, time, expiresIn
        // After the conversion from snake case, which knows no acronyms.
        case accessKeyID = "accessKeyId"
        case sendsContentSHA256 = "sendsContentSha256"
    }
}

/// A line that can't be worked on.
struct JobError: Error, CustomStringConvertible {
    let description: String
}

extension Job {
    func request() throws -> HTTPRequest {
        guard let method = HTTPRequest.Method(method) else { throw JobError(description: "Bad method") }
        var request = HTTPRequest(method: method, scheme: scheme, authority: authority, path: target)
        for header in headers {
            guard header.count == 2, let name = HTTPField.Name(header[0]) else {
                throw JobError(description: "Bad header")
            }
            request.headerFields.append(HTTPField(name: name, value: header[1]))
        }
        return request
    }

    func payloadToSign() throws -> Payload {
        guard let body = Data(base64Encoded: body) else { throw JobError(description: "Bad body") }
        return switch payload {
        case "bytes": .bytes([UInt8](body))
        case "sha256": .sha256(SHA256Digest(of: [UInt8](body)))
        case "unsigned": .unsigned
        default: throw JobError(description: "Bad payload")
        }
    }

    func timestamp() throws -> Timestamp {
        guard let timestamp = Timestamp(iso8601Basic: time) else { throw JobError(description: "Bad time") }
        return timestamp
    }

    var credentials: Credentials {
        Credentials(accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken)
    }

    var options: SigningOptions {
        var options = SigningOptions.standard(for: service)
        if let sendsContentSHA256 { options.sendsContentSHA256 = sendsContentSHA256 }
        return options
    }
}
