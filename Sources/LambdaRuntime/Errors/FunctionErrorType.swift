/// Makes error types of the one form that Lambda's metrics keep, `(Runtime|Function)\.[A-Z][a-zA-Z]+`.
enum FunctionErrorType {
    /// The type that the error names, as far as it is of that form, or else one after the name of its Swift type.
    static func of(_ error: any Error) -> String {
        guard let reportable = error as? any ReportableError else {
            return "Function." + reason(String(describing: type(of: error)))
        }
        let (category, rest) = split(reportable.errorType)
        return category + reason(rest)
    }

    private static func split(_ name: String) -> (category: String, rest: Substring) {
        for category in ["Runtime.", "Function."] where name.hasPrefix(category) {
            return (category, name.dropFirst(category.count))
        }
        return ("Function.", name[...])
    }

    /// The name's letters, since digits and underscores would end what Lambda keeps, the first in upper case.
    private static func reason(_ name: some StringProtocol) -> String {
        let letters = name.unicodeScalars.filter { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
            .prefix(128)
        guard let first = letters.first, letters.count > 1 else { return "Unknown" }
        return String(first).uppercased() + String(String.UnicodeScalarView(letters.dropFirst()))
    }
}
