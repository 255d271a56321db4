internal import HTTPTypes

/// A request to one of AWS's addresses, off the socket and whole.
struct ServiceRequest: Sendable {
    /// Method, path and header fields.
    let head: HTTPRequest
    /// The body, byte for byte as it was signed.
    let body: [UInt8]

    /// The path without the query string.
    var path: Substring {
        let target = head.path ?? "/"
        return target.prefix { $0 != "?" }
    }

    /// What follows the first question mark.
    var queryString: Substring {
        let target = head.path ?? "/"
        return target.firstIndex(of: "?").map { target[target.index(after: $0)...] } ?? ""
    }
}

extension ServiceRequest {
    /// The request without the compression of its body, which the signature is of.
    func inflated(atMost limit: Int) throws(ServiceError) -> ServiceRequest {
        guard head.headerFields[.contentEncoding]?.lowercased() == "gzip" else { return self }
        guard let plain = Gzip.inflated(body, atMost: limit) else {
            throw ServiceError("SerializationException", "The body is no gzip file, or one that is too long.")
        }
        return ServiceRequest(head: head, body: plain)
    }
}

/// What goes back to the client.
struct ServiceResponse: Sendable, Equatable {
    let status: Int
    /// All but length and date.
    var fields: HTTPFields
    let body: [UInt8]
}
