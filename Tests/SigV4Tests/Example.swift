import HTTPTypes
import Platform
import SigV4

/// A request to EC2, and who signs it when: what most tests start from.
enum Example {
    static let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    )
    static let temporaryCredentials = Credentials(
        accessKeyID: "ASIAEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: "SESSIONTOKENEXAMPLE//+="
    )
    /// 2026-01-15T12:00:00Z
    static let time = Timestamp(secondsSinceEpoch: 1_768_478_400)
    static let body = Array("Action=DescribeVolumes&Version=2016-11-15".utf8)
    static let signer = Signer(service: "ec2", region: "eu-west-1")

    static func request(path: String? = "/", headers: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "ec2.eu-west-1.amazonaws.com",
            path: path,
            headerFields: headers
        )
    }

    static func signed(
        _ request: HTTPRequest = request(headers: [.contentType: "text/plain"]),
        credentials: Credentials = credentials
    ) throws(SigningError) -> HTTPRequest {
        try signer.sign(request, payload: .bytes(body), credentials: credentials, at: time)
    }

    static func presigned(
        _ request: HTTPRequest = request(path: "/?Action=DescribeVolumes"),
        credentials: Credentials = credentials
    ) throws(SigningError) -> HTTPRequest {
        try signer.presign(request, credentials: credentials, at: time, expiresIn: .seconds(60))
    }
}

extension HTTPRequest {
    /// Changes the text of a header that is there.
    mutating func edit(_ name: HTTPField.Name, _ change: (String) -> String) {
        headerFields[name] = headerFields[name].map(change)
    }

    mutating func editPath(_ change: (String) -> String) {
        path = path.map(change)
    }
}

extension HTTPField.Name {
    /// A name that a test writes out, so it is known to be one.
    static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) can't name a header.") }
        return name
    }
}
