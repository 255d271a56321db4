import HTTPTypes
import Platform
import Testing

@testable import SigV4

@Suite struct `A signed request` {
    @Test func `keeps its own headers and gets the signature's`() throws {
        let signed = try Example.signed(credentials: Example.temporaryCredentials)
        #expect(signed.headerFields[.contentType] == "text/plain")
        #expect(signed.headerFields[.amzDate] == "20260115T120000Z")
        #expect(signed.headerFields[.amzSecurityToken] == "SESSIONTOKENEXAMPLE//+=")
        let authorization = try #require(signed.headerFields[.authorization])
        let start =
            "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20260115/eu-west-1/ec2/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature="
        #expect(authorization.hasPrefix(start))
        #expect(authorization.utf8.count == start.utf8.count + 64)
    }

    @Test func `is the same when it is signed again`() throws {
        let once = try Example.signed(credentials: Example.temporaryCredentials)
        #expect(try Example.signed(once, credentials: Example.temporaryCredentials) == once)
    }

    @Test func `loses the session token of other credentials`() throws {
        let other = try Example.signed(credentials: Example.temporaryCredentials)
        #expect(try Example.signed(other).headerFields[.amzSecurityToken] == nil)
    }

    @Test func `has the authority it was signed for`() throws {
        var request = Example.request()
        request.authority = "user:secret@EC2.Example.com:443"
        #expect(try Example.signed(request).authority == "ec2.example.com")
    }

    @Test func `says the payload's hash if the service wants it`() throws {
        let signer = Signer(service: "s3", region: "eu-west-1")
        func hash(_ payload: Payload) throws -> String? {
            try signer.sign(
                Example.request(),
                payload: payload,
                credentials: Example.credentials,
                at: Example.time
            ).headerFields[.amzContentSHA256]
        }
        #expect(try hash(.unsigned) == "UNSIGNED-PAYLOAD")
        #expect(try hash(.empty) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try hash(.bytes(Example.body)) == SHA256Digest(of: Example.body).hex)
        #expect(try hash(.sha256(SHA256Digest(of: Example.body))) == SHA256Digest(of: Example.body).hex)
    }

    @Test func `carries the token unsigned if the service wants that`() throws {
        var options = SigningOptions()
        options.signsSessionToken = false
        let signer = Signer(service: "iotdevicegateway", region: "eu-west-1", options: options)
        let signed = try signer.sign(
            Example.request(),
            payload: .empty,
            credentials: Example.temporaryCredentials,
            at: Example.time
        )
        #expect(signed.headerFields[.amzSecurityToken] == "SESSIONTOKENEXAMPLE//+=")
        #expect(signed.headerFields[.authorization]?.contains("SignedHeaders=host;x-amz-date,") == true)

        let presigned = try signer.presign(
            Example.request(),
            credentials: Example.temporaryCredentials,
            at: Example.time,
            expiresIn: .seconds(60)
        )
        let end = "&X-Amz-Security-Token=SESSIONTOKENEXAMPLE%2F%2F%2B%3D"
        #expect(presigned.path?.hasSuffix(end) == true)
        #expect(presigned.path?.ranges(of: "X-Amz-Security-Token").count == 1)
    }
}

@Suite struct `A presigned request` {
    @Test func `has its own parameters first and the signature last`() throws {
        let request = Example.request(path: "/?b=1+2&a=%2f&b=3&&c")
        let path = try #require(
            try Example.presigned(request, credentials: Example.temporaryCredentials).path
        )
        let start =
            "/?b=1%202&a=%2F&b=3&c=&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=ASIAEXAMPLE%2F20260115%2Feu-west-1%2Fec2%2Faws4_request"
            + "&X-Amz-Date=20260115T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host"
            + "&X-Amz-Security-Token=SESSIONTOKENEXAMPLE%2F%2F%2B%3D&X-Amz-Signature="
        #expect(path.hasPrefix(start))
        #expect(path.utf8.count == start.utf8.count + 64)
    }

    @Test func `is the same when it is presigned again, or was signed before`() throws {
        let once = try Example.presigned()
        #expect(try Example.presigned(once) == once)
        let signed = try Example.signed(Example.request(path: "/?Action=DescribeVolumes"))
        #expect(try Example.presigned(signed) == once)
    }

    @Test(arguments: [Duration.zero, .milliseconds(999), .seconds(-1), .seconds(604_801)])
    func `can't be good for less than a second or more than a week`(duration: Duration) {
        #expect(throws: SigningError.expiryOutOfRange(duration)) {
            try Example.signer.presign(
                Example.request(),
                credentials: Example.credentials,
                at: Example.time,
                expiresIn: duration
            )
        }
    }
}

@Suite struct `Signing is refused` {
    @Test func `without a host`() {
        var request = Example.request()
        for authority in [nil, "", "user@", ":443"] {
            request.authority = authority
            #expect(throws: SigningError.missingHost) { try Example.signed(request) }
        }
    }

    @Test(arguments: ["", " ", "AKID\n", "AK/ID", "AK,ID", "AKÏD"])
    func `with an access key ID that can't stand in a credential`(id: String) {
        let credentials = Credentials(accessKeyID: id, secretAccessKey: "secret")
        #expect(throws: SigningError.unusable(.accessKeyID)) { try Example.signed(credentials: credentials) }
        #expect(throws: SigningError.unusable(.accessKeyID)) {
            try Example.presigned(credentials: credentials)
        }
    }

    @Test func `with an empty secret, or a token with a line break`() {
        #expect(throws: SigningError.unusable(.secretAccessKey)) {
            try Example.signed(credentials: Credentials(accessKeyID: "AKID", secretAccessKey: ""))
        }
        #expect(throws: SigningError.unusable(.sessionToken)) {
            try Example.signed(
                credentials: Credentials(accessKeyID: "AKID", secretAccessKey: "s", sessionToken: "a\r\nb")
            )
        }
    }

    @Test func `for a region or a service that can't stand in a scope`() {
        func sign(service: String, region: String) throws(SigningError) -> HTTPRequest {
            try Signer(service: service, region: region)
                .sign(Example.request(), payload: .empty, credentials: Example.credentials, at: Example.time)
        }
        #expect(throws: SigningError.unusable(.region)) { try sign(service: "ec2", region: "") }
        #expect(throws: SigningError.unusable(.region)) { try sign(service: "ec2", region: "eu/west") }
        #expect(throws: SigningError.unusable(.service)) { try sign(service: "e c2", region: "eu-west-1") }
    }

    @Test func `in a sentence that names what is wrong and no secret`() {
        let errors: [SigningError] = [.missingHost, .unusable(.sessionToken), .expiryOutOfRange(.zero)]
        #expect(
            errors.map(\.description) == [
                "The request can't be signed: it names no host.",
                "The request can't be signed: the session token is empty, or has white space or other characters "
                    + "that can't be part of it.",
                "The request can't be presigned for 0.0 seconds: 1 second to 7 days are possible.",
            ]
        )
    }
}
