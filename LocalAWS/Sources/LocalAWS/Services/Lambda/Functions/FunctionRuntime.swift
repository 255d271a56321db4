internal import SigV4

/// What runs a function's code.
struct FunctionRuntime: Sendable, Hashable, Codable {
    /// `provided.al2023`, `python3.12`.
    let name: String

    /// Nil for a runtime that isn't emulated.
    init?(_ name: String) {
        guard Self.known.contains(name) else { return nil }
        self.name = name
    }

    private static let known: Set<String> = [
        "provided.al2023", "provided.al2",
        "python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14",
    ]

    /// Whether the host's Python runs it, and not a `bootstrap` of its own.
    var isPython: Bool { name.hasPrefix("python") }

    /// What functions of it see in `AWS_EXECUTION_ENV`, which runtimes of the operating system alone don't set.
    var executionEnvironment: String? { isPython ? "AWS_Lambda_\(name)" : nil }

    /// As INIT_START names it: `provided:al2023`.
    var logName: String {
        isPython ? "python:\(name.dropFirst("python".count))" : name.replacing(".", with: ":")
    }

    /// The ARN of its version, which is the same in every run.
    func versionARN(in region: Region) -> String {
        let digest = SHA256Digest(of: Array("local-aws runtime \(name)".utf8)).hex
        return "arn:\(region.partition):lambda:\(region.name)::runtime:\(digest)"
    }

    /// The names of all, for a refusal.
    static var list: String { known.sorted().joined(separator: ", ") }
}
