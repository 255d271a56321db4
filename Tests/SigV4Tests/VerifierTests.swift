import HTTPTypes
import Platform
import Testing

@testable import SigV4

/// Verifies the request as its receiver would.
private func verify(
    _ request: HTTPRequest,
    payload: Payload,
    by verifier: Verifier = Verifier(service: "ec2", region: "eu-west-1"),
    after delay: Duration = .zero
) throws(VerificationError) {
    try verifier.verify(
        ReceivedSignature(of: request),
        of: request,
        payload: payload,
        secretAccessKey: Example.credentials.secretAccessKey,
        at: Example.time + delay
    )
}

@Suite struct `A signature in the header` {
    @Test(arguments: [Duration.zero, .seconds(900), .seconds(-900)])
    func `is accepted for a quarter of an hour`(delay: Duration) throws {
        try verify(Example.signed(), payload: .bytes(Example.body), after: delay)
    }

    @Test(arguments: [Duration.seconds(901), .seconds(-901), .seconds(86_400 * 365)])
    func `is refused after that, or before`(delay: Duration) {
        #expect(throws: VerificationError.skewed(signedAt: Example.time, now: Example.time + delay)) {
            try verify(Example.signed(), payload: .bytes(Example.body), after: delay)
        }
    }

    @Test func `is refused for another service or region`() {
        #expect(throws: VerificationError.otherService("ec2", expected: "sts")) {
            try verify(Example.signed(), payload: .bytes(Example.body), by: Verifier(service: "sts"))
        }
        #expect(throws: VerificationError.otherRegion("eu-west-1", expected: "eu-west-2")) {
            try verify(Example.signed(), payload: .bytes(Example.body), by: Verifier(region: "eu-west-2"))
        }
    }

    @Test func `is accepted for any service and region if none is expected`() throws {
        try verify(Example.signed(), payload: .bytes(Example.body), by: Verifier())
    }

    @Test(arguments: [
        ("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", VerificationError.unsupportedAlgorithm),
        ("AWS4-HMAC-SHA256 ", "Bearer ", .unsupportedAlgorithm),
        ("Credential=", "Credentials=", .absent(.credential)),
        ("SignedHeaders=", "Signed=", .absent(.signedHeaders)),
        ("Signature=", "Sig=", .absent(.signature)),
        (", Signature=", ", Extra=1, Signature=", .malformed(.authorization)),
        (", Signature=", ", Credential=1, Signature=", .repeated(.authorization)),
        (", Signature=", ", , Signature=", .malformed(.authorization)),
        ("Signature=", "Signature=A", .malformed(.signature)),
        ("AKIDEXAMPLE/", "", .malformed(.credential)),
        ("AKIDEXAMPLE/", "/", .malformed(.credential)),
        ("AKIDEXAMPLE/", "A/B/", .malformed(.credential)),
        ("aws4_request", "aws4_requests", .malformed(.credentialScope)),
        ("20260115/", "2026015/", .malformed(.credentialScope)),
        ("20260115/", "20261315/", .malformed(.credentialScope)),
        ("20260115/", "20260116/", .scopeDateDiffers),
        ("content-type;host", "host;content-type", .malformed(.signedHeaders)),
        ("content-type;host", "content-type;host;host", .malformed(.signedHeaders)),
        ("content-type;host", "Content-Type;host", .malformed(.signedHeaders)),
        ("content-type;host", ";host", .malformed(.signedHeaders)),
        ("content-type;host", "content-type", .unsignedHeaders(["host"])),
        ("host;x-amz-date", "host", .unsignedHeaders(["x-amz-date"])),
        ("host;", "host;missing;", .absentSignedHeaders(["missing"])),
        ("content-type;host", "host", .signatureDiffers),
    ])
    func `is refused with a reason that says what is wrong`(
        old: String,
        new: String,
        error: VerificationError
    ) throws {
        var request = try Example.signed()
        request.edit(.authorization) { $0.replacing(old, with: new) }
        #expect(throws: error) { try verify(request, payload: .bytes(Example.body)) }
    }

    @Test func `is accepted without spaces after the commas, and with more`() throws {
        for separator in [",", ",  ", " ,\t"] {
            var request = try Example.signed()
            request.edit(.authorization) { $0.replacing(", ", with: separator) }
            try verify(request, payload: .bytes(Example.body))
        }
    }

    @Test(arguments: [
        (nil, VerificationError.absent(.date)), ("", .malformed(.date)),
        ("2026-01-15T12:00:00Z", .malformed(.date)),
        ("20260116T120000Z", .scopeDateDiffers), ("20260115T120001Z", .signatureDiffers),
    ])
    func `is refused if the date isn't the one that was signed`(
        date: String?,
        error: VerificationError
    ) throws {
        var request = try Example.signed()
        request.headerFields[.amzDate] = date
        #expect(throws: error) { try verify(request, payload: .bytes(Example.body)) }
    }

    @Test func `needs a signed Date where there is no X-Amz-Date`() throws {
        var request = try Example.signed()
        request.headerFields[.amzDate] = nil
        request.headerFields[.date] = "Thu, 15 Jan 2026 12:00:00 GMT"
        request.edit(.authorization) { $0.replacing(";x-amz-date", with: "") }
        #expect(throws: VerificationError.unsignedHeaders(["date"])) {
            try verify(request, payload: .bytes(Example.body))
        }
        request.edit(.authorization) { $0.replacing(";host", with: ";date;host") }
        for date in ["Thu, 15 Jan 2026 12:00:00 GMT", "Thu, 15 Jan 2026 12:00:00 -0000", "20260115T120000Z"] {
            request.headerFields[.date] = date
            // The date is understood, and then the signature isn't that of these headers.
            #expect(throws: VerificationError.signatureDiffers) {
                try verify(request, payload: .bytes(Example.body))
            }
        }
        request.headerFields[.date] = "yesterday"
        #expect(throws: VerificationError.malformed(.date)) {
            try verify(request, payload: .bytes(Example.body))
        }
    }

    @Test func `is refused if a header that AWS reads isn't signed`() throws {
        var request = try Example.signed()
        request.headerFields[.named("X-Amz-Target")] = "Other"
        #expect(throws: VerificationError.unsignedHeaders(["x-amz-target"])) {
            try verify(request, payload: .bytes(Example.body))
        }
    }

    @Test func `is refused if one of its headers comes twice`() throws {
        let fields: [(HTTPField.Name, VerificationError.Part)] = [
            (.authorization, .authorization), (.amzDate, .date), (.amzSecurityToken, .sessionToken),
        ]
        for (name, part) in fields {
            var request = try Example.signed(credentials: Example.temporaryCredentials)
            let value = try #require(request.headerFields[name])
            request.headerFields.append(HTTPField(name: name, value: value))
            #expect(throws: VerificationError.repeated(part)) {
                try verify(request, payload: .bytes(Example.body))
            }
        }
    }

    @Test func `is refused if anything signed was changed`() throws {
        let signed = try Example.signed()
        var changed: [HTTPRequest] = []
        for path in ["/x", "/?a", "/%2F"] {
            var request = signed
            request.path = path
            changed.append(request)
        }
        var request = signed
        request.method = .get
        changed.append(request)
        request = signed
        request.authority = "other.example.com"
        changed.append(request)
        request = signed
        request.headerFields[.contentType] = "text/html"
        changed.append(request)
        for request in changed {
            #expect(throws: VerificationError.signatureDiffers) {
                try verify(request, payload: .bytes(Example.body))
            }
        }
        #expect(throws: VerificationError.signatureDiffers) { try verify(signed, payload: .empty) }
    }

    @Test func `covers the body through the hash in the header, if there is one`() throws {
        let signer = Signer(service: "s3", region: "eu-west-1")
        let signed = try signer.sign(
            Example.request(),
            payload: .bytes(Example.body),
            credentials: Example.credentials,
            at: Example.time
        )
        try verify(signed, payload: .bytes(Example.body), by: Verifier())
        #expect(throws: VerificationError.payloadDiffers) {
            try verify(signed, payload: .empty, by: Verifier())
        }
        var request = signed
        request.headerFields[.amzContentSHA256] = "abc"
        #expect(throws: VerificationError.malformed(.payloadHash)) {
            try verify(request, payload: .bytes(Example.body), by: Verifier())
        }
        request.headerFields[.amzContentSHA256] = "UNSIGNED-PAYLOAD"
        #expect(throws: VerificationError.signatureDiffers) {
            try verify(request, payload: .bytes(Example.body), by: Verifier())
        }
    }

    @Test func `lets a body pass that was said not to be signed`() throws {
        let signed = try Signer(service: "s3", region: "eu-west-1")
            .sign(Example.request(), payload: .unsigned, credentials: Example.credentials, at: Example.time)
        try verify(signed, payload: .bytes([1, 2, 3]), by: Verifier())
    }

    @Test func `is verified with the Host header where the server left it one`() throws {
        var request = try Example.signed()
        request.headerFields[.named("Host")] = request.authority
        request.authority = "proxy.example.com"
        try verify(request, payload: .bytes(Example.body))
    }
}

@Suite struct `A signature in the query` {
    @Test(arguments: [Duration.zero, .seconds(60), .seconds(-900)])
    func `is accepted until it expires, and a little before it was made`(delay: Duration) throws {
        try verify(Example.presigned(), payload: .empty, after: delay)
        try verify(
            Example.presigned(credentials: Example.temporaryCredentials),
            payload: .empty,
            after: delay
        )
    }

    @Test func `is refused once it is expired`() {
        #expect(
            throws: VerificationError.expired(
                at: Example.time + .seconds(60),
                now: Example.time + .seconds(61)
            )
        ) {
            try verify(Example.presigned(), payload: .empty, after: .seconds(61))
        }
    }

    @Test func `is refused before it is valid`() {
        let now = Example.time - .seconds(901)
        #expect(throws: VerificationError.notYetValid(signedAt: Example.time, now: now)) {
            try verify(Example.presigned(), payload: .empty, after: .seconds(-901))
        }
    }

    @Test(arguments: [
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4", VerificationError.unsupportedAlgorithm),
        ("X-Amz-Algorithm=", "a=", .absent(.algorithm)), ("X-Amz-Credential=", "a=", .absent(.credential)),
        ("X-Amz-Date=", "a=", .absent(.date)), ("X-Amz-Expires=", "a=", .absent(.expiry)),
        ("X-Amz-SignedHeaders=", "a=", .absent(.signedHeaders)),
        ("X-Amz-Signature=", "a=", .absent(.signature)),
        ("X-Amz-Expires=60", "X-Amz-Expires=0", .expiryOutOfRange),
        ("X-Amz-Expires=60", "X-Amz-Expires=604801", .expiryOutOfRange),
        ("X-Amz-Expires=60", "X-Amz-Expires=99999999999999999999", .expiryOutOfRange),
        ("X-Amz-Expires=60", "X-Amz-Expires=-1", .malformed(.expiry)),
        ("X-Amz-Expires=60", "X-Amz-Expires=%2B60", .malformed(.expiry)),
        ("X-Amz-Expires=60", "X-Amz-Expires=", .malformed(.expiry)),
        ("X-Amz-Expires=60", "X-Amz-Expires=61", .signatureDiffers),
        ("X-Amz-Expires=60", "X-Amz-Expires=60&X-Amz-Expires=60", .repeated(.expiry)),
        ("X-Amz-Signature=", "X-Amz-Signature=0&X-Amz-Signature=", .repeated(.signature)),
        ("X-Amz-Date=20260115", "X-Amz-Date=20260116", .scopeDateDiffers),
        ("%2Faws4_request", "", .malformed(.credential)),
        ("SignedHeaders=host", "SignedHeaders=%3B", .malformed(.signedHeaders)),
        ("SignedHeaders=host", "SignedHeaders=a", .unsignedHeaders(["host"])),
        ("SignedHeaders=host", "SignedHeaders=host%3Bz", .absentSignedHeaders(["z"])),
        ("Action=DescribeVolumes", "Action=DeleteVolume", .signatureDiffers),
        ("Action=DescribeVolumes", "Action=DescribeVolumes&a", .signatureDiffers),
        ("&X-Amz-Signature=", "&X-Amz-Security-Token=&X-Amz-Signature=", .malformed(.sessionToken)),
    ])
    func `is refused with a reason that says what is wrong`(
        old: String,
        new: String,
        error: VerificationError
    ) throws {
        var request = try Example.presigned()
        request.editPath { $0.replacing(old, with: new) }
        #expect(throws: error) { try verify(request, payload: .empty) }
    }

    @Test func `is refused if a header that AWS reads isn't signed`() throws {
        var request = try Example.presigned()
        request.headerFields[.named("X-Amz-Target")] = "Other"
        #expect(throws: VerificationError.unsignedHeaders(["x-amz-target"])) {
            try verify(request, payload: .empty)
        }
    }

    @Test func `is refused beside one in the header`() throws {
        var request = try Example.presigned()
        request.headerFields[.authorization] = "AWS4-HMAC-SHA256"
        #expect(throws: VerificationError.headerAndQuery) { try verify(request, payload: .empty) }
        request.editPath { $0.replacing("X-Amz-Signature", with: "X-Amz-S%69gnature") }
        #expect(throws: VerificationError.headerAndQuery) { try verify(request, payload: .empty) }
    }
}

@Suite struct `A request's signature` {
    @Test func `is missing where there is none`() {
        #expect(throws: VerificationError.missing) { try ReceivedSignature(of: Example.request()) }
        #expect(throws: VerificationError.missing) {
            try ReceivedSignature(of: Example.request(path: "/?X-Amz-Security-Token=a&x-amz-signature=b"))
        }
    }

    @Test(arguments: ["", " ", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "=", ",,,"])
    func `is refused where it isn't one`(authorization: String) {
        #expect(throws: VerificationError.self) {
            try ReceivedSignature(of: Example.request(headers: [.authorization: authorization]))
        }
    }

    @Test func `shows neither itself nor the token when it is printed`() throws {
        let signature = try ReceivedSignature(of: Example.signed(credentials: Example.temporaryCredentials))
        var dumped = ""
        dump(signature, to: &dumped)
        for text in ["\(signature)", String(reflecting: signature), dumped] {
            #expect(!text.contains("SESSIONTOKEN"))
            #expect(!text.contains(signature.signature))
            #expect(text.contains("ASIAEXAMPLE"))
        }
    }

    @Test func `can be explained to the caller as AWS does it`() throws {
        let request = try Example.signed()
        let signature = try ReceivedSignature(of: request)
        let expected = try Example.signer.signShowingSteps(
            Example.request(headers: [.contentType: "text/plain"]),
            payload: .bytes(Example.body),
            credentials: Example.credentials,
            at: Example.time
        )
        #expect(
            try signature.canonicalRequest(of: request, payload: .bytes(Example.body))
                == expected.canonicalRequest
        )
        #expect(
            try signature.stringToSign(of: request, payload: .bytes(Example.body)) == expected.stringToSign
        )
    }

    @Test func `is refused in a sentence`() {
        let errors: [VerificationError] = [
            .missing, .headerAndQuery, .absent(.date), .repeated(.expiry), .malformed(.credentialScope),
            .unsupportedAlgorithm, .scopeDateDiffers, .otherService("a", expected: "b"),
            .otherRegion("a", expected: "b"),
            .unsignedHeaders(["host"]), .absentSignedHeaders(["a", "b"]),
            .skewed(signedAt: Example.time, now: Example.time), .expired(at: Example.time, now: Example.time),
            .notYetValid(signedAt: Example.time, now: Example.time), .expiryOutOfRange, .payloadDiffers,
            .signatureDiffers,
        ]
        for error in errors {
            #expect(error.description.hasSuffix(".") && error.description.first?.isUppercase == true)
        }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}
