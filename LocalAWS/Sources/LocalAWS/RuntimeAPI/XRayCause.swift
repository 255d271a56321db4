/// X-Ray's account of an error, of which the platform keeps at most 64 KiB.
enum XRayCause {
    /// The most that is kept, in bytes.
    static let limit = 65_536
    /// What is left of each message when stacks alone don't make the document small enough, in characters.
    private static let messageLimit = 256

    /// The document if it is small enough; otherwise without its stacks, then with short messages; nil when it is not
    /// a JSON object, or too large even so.
    static func cropped(_ document: String) -> String? {
        guard case .structure(var cause)? = try? Document(json: document) else { return nil }
        if document.utf8.count <= limit { return document }
        cause["paths"] = .list([])
        mapExceptions(of: &cause) { $0["stack"] = .list([]) }
        let withoutStacks = Document.structure(cause).json
        if withoutStacks.utf8.count <= limit { return withoutStacks }
        mapExceptions(of: &cause) { exception in
            let message = exception["message"]?.text ?? ""
            exception["message"] = .text(String(message.prefix(messageLimit)))
        }
        let short = Document.structure(cause).json
        return short.utf8.count <= limit ? short : nil
    }

    private static func mapExceptions(
        of cause: inout [String: Document],
        _ change: (inout [String: Document]) -> Void
    ) {
        guard let exceptions = cause["exceptions"]?.list else { return }
        cause["exceptions"] = .list(
            exceptions.map { exception in
                guard case .structure(var members) = exception else { return exception }
                change(&members)
                return .structure(members)
            }
        )
    }
}
