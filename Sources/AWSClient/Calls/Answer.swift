internal import CurlHTTP
internal import HTTPTypes

/// A service's answer to a call, not yet read.
struct Answer {
    /// The service's signing name and the action, `ec2:CreateSnapshot`.
    let operation: String
    private let status: Int
    private let response: TransportResponse
    /// Whether no error may quote the body.
    let isSecret: Bool
    /// What was secret in the request, which is not to be shown should the answer quote it.
    let secrets: RequestSecrets

    init(operation: String, response: TransportResponse, isSecret: Bool, secrets: RequestSecrets) {
        self.operation = operation
        self.response = response
        self.isSecret = isSecret
        self.secrets = secrets
        status = response.status.code
    }

    var fields: HTTPFields { response.head.headerFields }
    private var body: [UInt8] { response.body }

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
                throw XMLProblem(
                    "<\(action)Response> was expected, and it is <\(printable(root.name.utf8, limit: nameLimit))>"
                )
            }
            return try decode(root)
        } catch {
            throw .response(unreadable(error, secrets.redaction))
        }
    }

    /// The error of an answer that isn't a success: AWS's own, or, when the body isn't AWS's, what it is instead.
    func failure() -> AWSClientError {
        let redaction = secrets.redaction
        guard !body.isEmpty else { return .service(refusal(nil, redaction)) }
        do throws(XMLProblem) {
            return .service(refusal(try ErrorEnvelope(XMLDocument.parse(body).root), redaction))
        } catch {
            return .response(unreadable(error, redaction))
        }
    }

    private func refusal(_ envelope: ErrorEnvelope?, _ redaction: Redaction) -> AWSError {
        func shownName(_ name: String) -> String { shown(name.utf8, redaction, limit: nameLimit) }
        return AWSError(
            operation: operation,
            code: AWSError.Code(rawValue: envelope?.code.map(shownName) ?? String(status)),
            message: envelope?.message.map { shown($0.utf8, redaction) } ?? "",
            requestID: (envelope?.requestID ?? fields[.amazonRequestID]).map(shownName),
            status: status
        )
    }

    private func unreadable(_ problem: XMLProblem, _ redaction: Redaction) -> ResponseError {
        ResponseError(
            operation: operation,
            problem: shown(problem.description.utf8, redaction),
            status: status,
            beginning: isSecret ? "" : shown(body, redaction, limit: 200)
        )
    }
}

/// A name of AWS's as it may be shown is no longer, in bytes.
private let nameLimit = 100

extension HTTPField.Name {
    /// The request ID; the XML of an error normally has it too.
    fileprivate static let amazonRequestID = Self(staticName: "x-amzn-requestid")
}
