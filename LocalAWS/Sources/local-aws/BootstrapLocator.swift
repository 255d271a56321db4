import FoundationEssentials

/// Finds the function's `bootstrap` where it was built.
struct BootstrapLocator {
    /// Where it may be.
    let candidates: [String]

    /// The places: beside this executable, and in the root package's build folder, for release or for debugging, as
    /// seen from this executable and from the current directory.
    init(executable: String, currentDirectory: String) {
        let folder = URL(filePath: executable).deletingLastPathComponent()
        let roots = Self.ancestors(of: folder) + [URL(filePath: currentDirectory)]
        let built = roots.flatMap { root in
            ["release", "debug"].map { root.appending(path: ".build/\($0)/bootstrap").path }
        }
        var seen: Set<String> = []
        candidates = ([folder.appending(path: "bootstrap").path] + built).filter { seen.insert($0).inserted }
    }

    /// The executable of that name, or without a name the one that was built last.
    static func path(named path: String?) throws(Failure) -> String {
        if let path {
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw Failure(
                    "There is no executable at \(path). Build it, or name another with --bootstrap."
                )
            }
            return path
        }
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let executable = own ?? CommandLine.arguments[0]
        let directory = FileManager.default.currentDirectoryPath
        return try BootstrapLocator(executable: executable, currentDirectory: directory).locate()
    }

    /// The one that was built last.
    ///
    /// - Throws: what was looked at and what to do, when it is in none of the places.
    func locate() throws(Failure) -> String {
        let found = candidates.filter { FileManager.default.isExecutableFile(atPath: $0) }
        if let latest = found.max(by: { modificationDate(of: $0) < modificationDate(of: $1) }) {
            return latest
        }
        throw Failure(
            """
            There is no bootstrap to run. Build it with "swift build -c release --product bootstrap", or name it with \
            --bootstrap. Looked at:
            \(candidates.map { "  \($0)" }.joined(separator: "\n"))
            """
        )
    }

    private func modificationDate(of path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    /// The packages that the executable's folder may lie in: it is `LocalAWS/.build/<triple>/release` in a clone.
    private static func ancestors(of folder: URL) -> [URL] {
        var (ancestors, folder) = ([URL](), folder)
        while folder.lastPathComponent != ".build", folder.path != "/" { folder.deleteLastPathComponent() }
        guard folder.lastPathComponent == ".build" else { return [] }
        for _ in 1...2 {
            folder.deleteLastPathComponent()
            ancestors.append(folder)
        }
        return ancestors.reversed()
    }
}
