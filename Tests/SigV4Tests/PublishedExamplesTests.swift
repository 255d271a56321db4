import Platform
import Testing

@testable import SigV4

@Suite struct `The examples` {
    @Test(arguments: Fixture.all)
    func `are signed step by step as expected`(fixture: Fixture) throws {
        let signed = try fixture.signed()
        #expect(lines(of: signed.canonicalRequest) == fixture.expected.canonicalRequest)
        #expect(lines(of: signed.stringToSign) == fixture.expected.stringToSign)
        #expect(signed.signature == fixture.expected.signature)
    }

    @Test(arguments: Fixture.all)
    func `are accepted by the verifier once signed, and refused with another secret`(fixture: Fixture) throws
    {
        let request = try fixture.signed().request
        let signature = try ReceivedSignature(of: request)
        let verifier = Verifier(service: fixture.signer.service, region: fixture.signer.region)
        #expect(signature.accessKeyID == fixture.credentials.accessKeyID)
        #expect(signature.sessionToken == fixture.credentials.sessionToken)
        #expect(signature.signedAt == fixture.time)
        #expect(signature.expiresIn == (fixture.isPresigned ? fixture.expiresIn : nil))

        func verify(with secret: String) throws(VerificationError) {
            try verifier.verify(
                signature,
                of: request,
                payload: fixture.payload,
                secretAccessKey: secret,
                at: fixture.time + .seconds(1)
            )
        }
        try verify(with: fixture.credentials.secretAccessKey)
        #expect(throws: VerificationError.signatureDiffers) {
            try verify(with: fixture.credentials.secretAccessKey + "x")
        }
    }

    @Test func `are all there`() {
        #expect(Fixture.all.count >= 44)
    }

    private func lines(of text: some CustomStringConvertible) -> [String] {
        text.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

@Suite struct `A signing key` {
    @Test func `is derived as AWS's user guide derives it`() {
        // The example of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
        let key = SigningKey.derive(
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            scope: CredentialScope(date: "20150830", region: "us-east-1", service: "iam")
        )
        #expect(key.hex == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9")
    }

    @Test func `for EC2 is the one that botocore derives`() {
        let key = SigningKey.derive(
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            scope: CredentialScope(date: "20260115", region: "us-east-1", service: "ec2")
        )
        #expect(key.hex == "522d5c084f548d02520c8a23c69d87f08820cc1b28f28edb9c4c2ac9c10335fc")
    }
}
