/// What IAM holds, for the whole account.
struct IAMState: Codable, Sendable {
}
