/// A list of something that no user here has. Whoever deletes a user, as Terraform does, asks for all of them before.
protocol EmptyUserListing: AccessKeyOperation where Output == Void {
    /// What the list would be called.
    static var listName: String { get }
    init(userName: String?)
}

extension EmptyUserListing {
    static var mutates: Bool { false }
    static var honours: Set<String> { IAMPageRequest.parameters.union(["UserName"]) }

    init(_ parameters: Parameters) throws(ServiceError) {
        _ = try IAMPageRequest(parameters)
        self.init(userName: try Self.userName(parameters))
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        _ = try user(in: state, context)
    }

    static func render(_ output: Void, to writer: inout OutputWriter) {
        writer.list(listName, of: [String]()) { _, _ in }
        writer.boolean("IsTruncated", false)
    }
}

/// Lists the groups that a user is in. Groups aren't emulated.
struct ListGroupsForUser: EmptyUserListing {
    static let name = "ListGroupsForUser"
    static let listName = "Groups"
    let userName: String?

    init(userName: String?) {
        self.userName = userName
    }

    /// Of all these lists the only one that can't be the caller's own.
    init(_ parameters: Parameters) throws(ServiceError) {
        _ = try IAMPageRequest(parameters)
        userName = try IAMRules.name("UserName", of: parameters, maximumLength: 128)
    }
}

/// Lists the devices that a user signs in with beside the password.
struct ListMFADevices: EmptyUserListing {
    static let name = "ListMFADevices"
    static let listName = "MFADevices"
    let userName: String?
}

/// Lists a user's keys for repositories of code.
struct ListSSHPublicKeys: EmptyUserListing {
    static let name = "ListSSHPublicKeys"
    static let listName = "SSHPublicKeys"
    let userName: String?
}

/// Lists the certificates that a user's calls can be signed with.
struct ListSigningCertificates: EmptyUserListing {
    static let name = "ListSigningCertificates"
    static let listName = "Certificates"
    let userName: String?
}

/// Lists a user's passwords for single services.
struct ListServiceSpecificCredentials: EmptyUserListing {
    static let name = "ListServiceSpecificCredentials"
    static let listName = "ServiceSpecificCredentials"
    static let refuses: Set<String> = ["AllUsers", "ServiceName"]
    let userName: String?
}

/// Lists the account's virtual devices for signing in, of which there are none.
struct ListVirtualMFADevices: IAMOperation {
    static let name = "ListVirtualMFADevices"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["AssignmentStatus"])
    static let mutates = false

    init(_ parameters: Parameters) throws(ServiceError) {
        _ = try IAMPageRequest(parameters)
        let status = parameters.optional("AssignmentStatus") ?? "Any"
        guard ["Any", "Assigned", "Unassigned"].contains(status) else {
            throw .failedValidation(
                "1 validation error detected: Value '\(status)' at 'assignmentStatus' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [Any, Assigned, Unassigned]"
            )
        }
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {}

    static func render(_ output: Void, to writer: inout OutputWriter) {
        writer.list("VirtualMFADevices", of: [String]()) { _, _ in }
        writer.boolean("IsTruncated", false)
    }
}
