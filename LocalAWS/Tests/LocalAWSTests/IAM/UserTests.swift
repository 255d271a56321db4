import Testing

@testable import LocalAWS

/// What Terraform asks for before it deletes a user, by force or not.
@Suite struct `A user who is to be deleted` {
    private let cloud: TestCloud

    init() throws {
        cloud = try TestCloud()
        try cloud.succeed(cloud.iam("CreateUser", ["UserName": "ann"]))
    }

    private static let lists = [
        ("ListGroupsForUser", "Groups"), ("ListMFADevices", "MFADevices"),
        ("ListSSHPublicKeys", "SSHPublicKeys"), ("ListSigningCertificates", "Certificates"),
        ("ListServiceSpecificCredentials", "ServiceSpecificCredentials"),
    ]

    @Test(arguments: lists)
    func `has none of what isn't emulated`(action: String, list: String) throws {
        let reply = try cloud.succeed(cloud.iam(action, ["UserName": "ann"]))
        #expect(reply.body.contains("<\(list)></\(list)>") || reply.body.contains("<\(list)/>"))
        #expect(reply.text("IsTruncated") == "false")
    }

    @Test(arguments: lists.map(\.0) + ["GetLoginProfile", "DeleteLoginProfile"])
    func `has to be there`(action: String) throws {
        let reply = try cloud.iam(action, ["UserName": "bob"])
        #expect(reply.status == 404)
        #expect(reply.code == "NoSuchEntity")
        #expect(reply.message == "The user with name bob cannot be found.")
    }

    @Test(arguments: ["GetLoginProfile", "DeleteLoginProfile"])
    func `has no password`(action: String) throws {
        let reply = try cloud.iam(action, ["UserName": "ann"])
        #expect(reply.status == 404)
        #expect(reply.code == "NoSuchEntity")
        #expect(reply.message == "Login Profile for User ann cannot be found.")
    }

    @Test func `has no virtual device in the account`() throws {
        let reply = try cloud.iam("ListVirtualMFADevices", ["AssignmentStatus": "Assigned"])
        #expect(reply.text("IsTruncated") == "false")
        #expect(try cloud.iam("ListVirtualMFADevices", ["AssignmentStatus": "x"]).code == "ValidationError")
    }

    @Test func `may ask for its own`() throws {
        let own = try cloud.makeUser("eve")
        #expect(try cloud.iam("ListMFADevices", as: own).status == 200)
        #expect(try cloud.iam("ListGroupsForUser", as: own).code == "ValidationError")
    }
}
