internal import Foundation

/// X-Ray's account of an error, of which the platform keeps at most 64 KiB.
enum XRayCause {
    /// The most that is kept, in bytes.
    static let limit = 65_536
    /// What is left of each message when stacks alone don't make the document small enough, in characters.
    private static let messageLimit = 256

    /// The document if it is small enough; otherwise without its stacks, then with short messages; nil when it is not
    /// a JSON object, or too large even so.
    static func cropped(_ document: String) -> String? {
        guard var cause = parse(document) else { return nil }
        if document.utf8.count <= limit { return document }
        cause["paths"] = [String]()
        mapExceptions(of: &cause) { $0["stack"] = [String]() }
        if let text = render(cause), text.utf8.count <= limit { return text }
        mapExceptions(of: &cause) { exception in
            let message = exception["message"] as? String ?? ""
            exception["message"] = String(message.prefix(messageLimit))
        }
        guard let text = render(cause), text.utf8.count <= limit else { return nil }
        return text
    }

    private static func parse(_ document: String) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(document.utf8))) as? [String: Any]
    }

    private static func render(_ cause: [String: Any]) -> String? {
        guard let data = try? JSONSerialization.data(withJSONObject: cause, options: .sortedKeys) else {
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func mapExceptions(of cause: inout [String: Any], _ change: (inout [String: Any]) -> Void)
    {
        guard let exceptions = cause["exceptions"] as? [[String: Any]] else { return }
        cause["exceptions"] = exceptions.map { exception in
            var exception = exception
            change(&exception)
            return exception
        }
    }
}
