import FoundationEssentials

/// Looks for programs where a shell would.
enum ProgramSearch {
    /// The path of the first program of that name in `PATH`; nil when there is none.
    static func path(of program: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return folders.split(separator: ":").map { "\($0)/\(program)" }
            .first { $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0) }
    }
}
