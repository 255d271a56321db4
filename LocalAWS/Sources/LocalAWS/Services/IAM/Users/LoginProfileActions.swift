/// An action about a user's password for the console. No user here has one, since there is no console.
protocol LoginProfileOperation: AccessKeyOperation where Output == Void {
    init(userName: String?)
}

extension LoginProfileOperation {
    static var honours: Set<String> { ["UserName"] }

    init(_ parameters: Parameters) throws(ServiceError) {
        self.init(userName: try Self.userName(parameters))
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        throw .noSuchEntity("Login Profile for User \(try user(in: state, context).name) cannot be found.")
    }
}

/// Shows that a user has no password.
struct GetLoginProfile: LoginProfileOperation {
    static let name = "GetLoginProfile"
    static let mutates = false
    let userName: String?
}

/// Would take a user's password away.
struct DeleteLoginProfile: LoginProfileOperation {
    static let name = "DeleteLoginProfile"
    static let mutates = true
    let userName: String?
}
