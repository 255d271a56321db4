/// Where the zip file of a version can be fetched: an address of the emulator's own, below `/_local/`.
struct CodeLocation: Sendable, Hashable {
    private static let folder = "functions"

    let region: String
    let function: String
    let version: String

    init(region: String, function: String, version: String) {
        self.region = region
        self.function = function
        self.version = version
    }

    /// - Parameter path: what follows `/_local/`.
    init?(path: some StringProtocol) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == Self.folder, parts[3].hasSuffix(".zip") else { return nil }
        region = String(parts[1])
        function = String(parts[2])
        let version = parts[3].dropLast(4)
        self.version = version == "latest" ? FunctionVersion.latest : String(version)
    }

    func url(at endpoint: String) -> String {
        let name = version == FunctionVersion.latest ? "latest" : version
        return "\(endpoint)\(Control.prefix)\(Self.folder)/\(region)/\(function)/\(name).zip"
    }

    /// The zip file, nil when there is no such version.
    func zip(in cloud: CloudState) -> [UInt8]? {
        guard let lambda = cloud.regions[region]?.lambda,
            let found = lambda.functions[function]?.version(numbered: version)
        else { return nil }
        return lambda.code[found.code]
    }
}
