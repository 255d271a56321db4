internal import SigV4

/// The deployment package of a function's version: a zip file, known by its hash.
struct FunctionCode: Sendable, Hashable, Codable {
    /// Base64 of the SHA-256 of the zip file.
    let sha256: String
    /// Of the zip file, in bytes.
    let size: Int

    /// The most that a zip file may have that comes in a call, in bytes.
    static let packedLimit = 52_428_800

    /// Checks a zip file as Lambda does: it must be one, and not too large.
    init(checking zip: [UInt8]) throws(ServiceError) {
        guard zip.count <= Self.packedLimit else {
            throw ServiceError(
                "RequestEntityTooLargeException",
                "Request must be smaller than 69905067 bytes for the CreateFunction operation",
                status: 413
            )
        }
        do throws(ZipError) {
            let archive = try ZipArchive(zip)
            guard !archive.entries.isEmpty else { throw .damaged("it is empty") }
            for entry in archive.entries { _ = try archive.contents(of: entry) }
        } catch {
            throw Self.refusal(of: error)
        }
        sha256 = Base64.text(of: SHA256Digest(of: zip).bytes)
        size = zip.count
    }

    private static func refusal(of error: ZipError) -> ServiceError {
        let unreadable = "Could not unzip uploaded file. Please check your file, then try to upload again."
        switch error {
        case .tooLarge:
            return .invalidLambdaParameter(
                "Unzipped size must be smaller than \(ZipArchive.unpackedLimit) bytes"
            )
        case .damaged(let reason):
            return .invalidLambdaParameter("\(unreadable) (local-aws: \(reason))")
        case .unsupported(let what):
            return .invalidLambdaParameter("\(unreadable) (local-aws: the file has \(what))")
        case .escaping(let name):
            return .invalidLambdaParameter(
                "\(unreadable) (local-aws: the entry \(name.debugDescription) leads elsewhere)"
            )
        }
    }
}

/// The zip files of a region, each once, however many versions have it. In a state file they are base64.
struct CodeStore: Sendable, Codable {
    private var archives: [String: Archive] = [:]

    private struct Archive: Sendable, Codable {
        let bytes: [UInt8]

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            guard let bytes = Base64.bytes(of: try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64")
            }
            self.bytes = bytes
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(Base64.text(of: bytes))
        }
    }

    subscript(code: FunctionCode) -> [UInt8]? { archives[code.sha256]?.bytes }

    mutating func keep(_ zip: [UInt8], as code: FunctionCode) {
        archives[code.sha256] = Archive(bytes: zip)
    }

    /// Forgets what no version has any more.
    mutating func forget(allBut codes: Set<String>) {
        archives = archives.filter { codes.contains($0.key) }
    }

    /// Of all zip files together, in bytes.
    var size: Int { archives.values.reduce(0) { $0 + $1.bytes.count } }
}
