internal import JSON
internal import Platform

/// A program, named by `credential_process`, that prints credentials (AWS SDKs and Tools Reference Guide, "Process
/// credential provider"). It is run without a shell; what it says on standard error is dropped, since that may be
/// anything.
struct CredentialProcess: Sendable {
    private static let version = "Version"

    private let command: String
    private let environment: Environment
    private let timeLimit: Duration

    /// The program and its arguments, in the words of a shell.
    init(_ command: String, environment: Environment, timeLimit: Duration = .seconds(60)) {
        self.command = command
        self.environment = environment
        self.timeLimit = timeLimit
    }

    /// Runs the program, and reads what it prints.
    func credentials() async throws(CredentialProblem) -> ResolvedCredentials {
        guard let words = shellWords(command), let program = words.first, !program.isEmpty else {
            throw CredentialProblem(
                "\(ProfileKey.credentialProcess) is no command line: a quote isn't closed, or no program is named"
            )
        }
        do throws(CredentialProblem) {
            return try Self.credentials(in: try await output(of: words))
        } catch {
            throw CredentialProblem("\(ProfileKey.credentialProcess) \(quoted(program)): \(error.reason)")
        }
    }

    private func output(of words: [String]) async throws(CredentialProblem) -> [UInt8] {
        do throws(ChildProcessError) {
            let child = try ChildProcess(words, environment: environment)
            return try await child.output(timeLimit: timeLimit, limit: 65_536)
        } catch {
            throw CredentialProblem(error.description)
        }
    }

    private static func credentials(in output: [UInt8]) throws(CredentialProblem) -> ResolvedCredentials {
        let document = try CredentialDocument(output)
        guard document.json[version] == .integer(1) else {
            throw CredentialProblem("\(version) in the answer is not 1, the only one there is")
        }
        return try document.credentials(token: .sessionToken)
    }
}
