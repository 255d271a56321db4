import HTTPTypes
import Platform
import SigV4
import Testing

@testable import LocalAWS

@Suite struct `Signatures are verified` {
    private let cloud: TestCloud
    private let body = "Action=DescribeVolumes&Version=2016-11-15"

    init() throws { cloud = try TestCloud() }

    @Test func `a rightly signed call is answered`() throws {
        #expect(cloud.send(try TestCloud.signed(body)).status == 200)
    }

    @Test func `a wrong secret is refused as EC2 refuses it`() throws {
        let wrong = Credentials(accessKeyID: "test", secretAccessKey: "guess")
        let reply = cloud.send(try TestCloud.signed(body, credentials: wrong))
        #expect(reply.status == 401)
        #expect(reply.code == "AuthFailure")
        #expect(reply.message == "AWS was not able to validate the provided access credentials")
    }

    @Test func `an unknown key is refused as EC2 refuses it`() throws {
        let unknown = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "test")
        let reply = cloud.send(try TestCloud.signed(body, credentials: unknown))
        #expect(reply.status == 401)
        #expect(reply.code == "AuthFailure")
    }

    @Test func `a session token that nobody gave out is refused`() throws {
        let session = Credentials(accessKeyID: "test", secretAccessKey: "test", sessionToken: "token")
        #expect(cloud.send(try TestCloud.signed(body, credentials: session)).code == "AuthFailure")
    }

    @Test func `a body that was changed on its way is refused`() throws {
        let signed = try TestCloud.signed(body)
        let changed = ServiceRequest(head: signed.head, body: Array((body + "&MaxResults=5").utf8))
        #expect(cloud.send(changed).code == "AuthFailure")
    }

    @Test(arguments: [Duration.seconds(-1_000), .seconds(1_000)])
    func `a clock that is off by more than 15 minutes is refused`(offset: Duration) throws {
        let reply = cloud.send(try TestCloud.signed(body, at: systemTime() + offset))
        #expect(reply.status == 400)
        #expect(reply.code == "RequestExpired")
    }

    @Test func `a call without a signature is refused, in the format of its version`() {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/")
        head.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let reply = cloud.send(ServiceRequest(head: head, body: Array(body.utf8)))
        #expect(reply.status == 403)
        #expect(reply.code == "MissingAuthenticationToken")
        #expect(reply.body.contains("<Response><Errors>"))
    }

    @Test(arguments: ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"])
    func `an action that needs no signature and isn't emulated is refused as such`(action: String) {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:4566", path: "/")
        head.headerFields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
        let body = "Action=\(action)&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/r"
        let reply = cloud.send(ServiceRequest(head: head, body: Array(body.utf8)))
        #expect(reply.status == 400)
        #expect(reply.code == "InvalidAction")
    }

    @Test(arguments: [
        "AWS4-HMAC-SHA256 Credential=test/20260115/eu-west-1/ec2/aws4_request",
        "AWS4-HMAC-SHA256 Credential=test/20260115/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=abc",
    ])
    func `a signature that can't be read is incomplete`(authorization: String) throws {
        var head = try TestCloud.signed(body).head
        head.headerFields[.authorization] = authorization
        let reply = cloud.send(ServiceRequest(head: head, body: Array(body.utf8)))
        #expect(reply.status == 400)
        #expect(reply.code == "IncompleteSignature")
    }

    @Test func `a presigned call is answered until it expires`() throws {
        let path = "/?\(body)"
        let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:4566", path: path)
        let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
        let signer = Signer(service: "ec2", region: "eu-west-1")
        func reply(signedAt time: Timestamp) throws -> Reply {
            let presigned = try signer.presign(
                head,
                payload: .empty,
                credentials: credentials,
                at: time,
                expiresIn: .seconds(60)
            )
            return cloud.send(ServiceRequest(head: presigned, body: []))
        }
        #expect(try reply(signedAt: systemTime()).status == 200)
        #expect(try reply(signedAt: systemTime() - .seconds(61)).code == "RequestExpired")
    }

    @Test func `STS refuses in its own words`() throws {
        let identity = "Action=GetCallerIdentity&Version=2011-06-15"
        let wrong = Credentials(accessKeyID: "test", secretAccessKey: "guess")
        let unknown = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "test")
        let refusals = [
            cloud.send(try TestCloud.signed(identity, service: "sts", credentials: wrong)),
            cloud.send(try TestCloud.signed(identity, service: "sts", credentials: unknown)),
            cloud.send(try TestCloud.signed(identity, service: "sts", at: systemTime() - .seconds(1_000))),
        ]
        #expect(
            refusals.map(\.code) == [
                "SignatureDoesNotMatch", "InvalidClientTokenId", "SignatureDoesNotMatch",
            ]
        )
        #expect(refusals.allSatisfy { $0.status == 403 && $0.text("Type") == "Sender" })
        #expect(refusals[2].message?.hasPrefix("Signature expired: ") == true)
    }

    @Test func `no refusal repeats the signature or the secret`() throws {
        let wrong = Credentials(accessKeyID: "test", secretAccessKey: "guess-this-secret")
        let request = try TestCloud.signed(body, credentials: wrong)
        let signature = try #require(request.head.headerFields[.authorization]?.split(separator: "=").last)
        let reply = cloud.send(request)
        #expect(!reply.body.contains("guess-this-secret"))
        #expect(!reply.body.contains(signature))
    }

    @Test func `a scope that names no region is refused`() throws {
        #expect(cloud.send(try TestCloud.signed(body, region: "nowhere")).code == "AuthFailure")
    }
}
