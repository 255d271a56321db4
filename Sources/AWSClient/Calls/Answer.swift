internal import CurlHTTP
internal import HTTPTypes

/// A service's answer to a call, not yet read.
struct Answer {
    /// The service's signing name and the action, `ec2:CreateSnapshot`.
    let operation: String
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]
    /// Whether no error may quote the body.
    let isSecret: Bool

    /// Whether the call succeeded.
    var isSuccess: Bool { (200..<300).contains(status) }

    /// The value of a successful answer, whose outermost element is `<ActionResponse>`.
    ///
    /// - Throws: `.response` when the body isn't that.
    func value<Value>(
        of action: String,
        _ decode: (XMLElement) throws(XMLProblem) -> Value
    ) throws(AWSClientError) -> Value {
        do throws(XMLProblem) {
            let root = try XMLDocument.parse(body).root
            guard root.name == action + "Response" else {
                throw XMLProblem("<\(action)Response> was expected, and it is <\(shown(root.name))>")
            }
            return try decode(root)
        } catch {
            throw .response(unreadable(error))
        }
    }

    /// The error of an answer that isn't a success: AWS's own, or, when the body isn't AWS's, what it is instead.
    func failure() -> AWSClientError {
        guard !body.isEmpty else { return .service(refusal(code: nil, message: nil, requestID: nil)) }
        do throws(XMLProblem) {
            let envelope = try ErrorEnvelope(XMLDocument.parse(body).root)
            return .service(
                refusal(code: envelope.code, message: envelope.message, requestID: envelope.requestID)
            )
        } catch {
            return .response(unreadable(error))
        }
    }

    private func refusal(code: String?, message: String?, requestID: String?) -> AWSError {
        AWSError(
            operation: operation,
            code: AWSError.Code(rawValue: code.map(shown) ?? String(status)),
            message: message.map(shownMessage) ?? "",
            requestID: (requestID ?? fields[.amazonRequestID]).map(shown),
            status: status
        )
    }

    private func unreadable(_ problem: XMLProblem) -> ResponseError {
        ResponseError(
            operation: operation,
            problem: problem.description,
            status: status,
            beginning: isSecret ? "" : printable(body, limit: 200)
        )
    }
}

/// A name of AWS's as it may be shown; longer ones than this are none.
private func shown(_ name: String) -> String {
    printable(name.utf8, limit: 100)
}

extension HTTPField.Name {
    /// The request ID; the XML of an error normally has it too.
    fileprivate static let amazonRequestID = Self(staticName: "x-amzn-requestid")
}
