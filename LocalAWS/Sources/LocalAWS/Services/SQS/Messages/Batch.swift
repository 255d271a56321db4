/// The entries of a batch call: each succeeds or fails for itself, but for the rules that concern them all.
struct Batch<Entry: Sendable>: Sendable {
    private let entries: [(id: String, entry: Result<Entry, ServiceError>)]

    private static var maximumCount: Int { 10 }

    /// - Parameter decode: makes an entry of its parameters; if it can't, the entry fails.
    init(
        _ parameters: Parameters,
        _ name: String = "Entries",
        _ decode: (Parameters) throws(ServiceError) -> Entry
    ) throws(ServiceError) {
        let members = parameters.structures(name)
        guard !members.isEmpty else {
            throw ServiceError("EmptyBatchRequest", "There should be at least one \(name) in the request.")
        }
        guard members.count <= Self.maximumCount else {
            throw ServiceError(
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are \(Self.maximumCount). You have sent \(members.count)."
            )
        }
        var entries: [(id: String, entry: Result<Entry, ServiceError>)] = []
        for member in members {
            let id = try Self.id(try member.required("Id"))
            guard !entries.contains(where: { $0.id == id }) else {
                throw ServiceError("BatchEntryIdsNotDistinct", "Id \(id) repeated.")
            }
            do throws(ServiceError) {
                entries.append((id, .success(try decode(member))))
            } catch {
                // What decoding didn't get to is no parameter that nobody knows.
                member.markAll()
                entries.append((id, .failure(error)))
            }
        }
        self.entries = entries
    }

    private static func id(_ id: String) throws(ServiceError) -> String {
        let isValid = id.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                || $0 == "-" || $0 == "_"
        }
        guard isValid, (1...80).contains(id.utf8.count) else {
            throw ServiceError(
                "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 "
                    + "letters long."
            )
        }
        return id
    }

    /// The entries that could be decoded.
    var decoded: [Entry] { entries.compactMap { try? $0.entry.get() } }

    /// Performs each entry.
    func perform<Output>(
        _ body: (Entry) throws(ServiceError) -> Output
    ) -> BatchOutcome<Output> {
        var outcome = BatchOutcome<Output>()
        for (id, entry) in entries {
            do throws(ServiceError) {
                outcome.successes.append((id, try body(try entry.get())))
            } catch {
                outcome.failures.append((id, error))
            }
        }
        return outcome
    }
}

/// What became of the entries of a batch.
struct BatchOutcome<Output: Sendable>: Sendable {
    var successes: [(id: String, output: Output)] = []
    var failures: [(id: String, error: ServiceError)] = []

    /// Writes both lists.
    ///
    /// - Parameter codes: what codes are called in the answers, where it isn't what they are.
    func render(
        to writer: inout OutputWriter,
        codes: [String: String] = [:],
        _ content: (inout OutputWriter, Output) -> Void
    ) {
        writer.list("Successful", of: successes) { writer, success in
            writer.text("Id", success.id)
            content(&writer, success.output)
        }
        writer.list("Failed", of: failures) { writer, failure in
            writer.text("Id", failure.id)
            writer.boolean("SenderFault", failure.error.isSenderFault)
            writer.text("Code", codes[failure.error.code] ?? failure.error.code)
            writer.text("Message", failure.error.message)
        }
    }
}
