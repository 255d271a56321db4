internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

extension Response {
    /// A short text.
    init(_ status: HTTPResponse.Status, text: String, contentType: String = "text/plain") {
        self.init(
            status: status,
            headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// What the Runtime API answers to everything that it accepts.
    static let accepted = Response(.accepted, text: #"{"status":"OK"}"#, contentType: "application/json")

    /// A refusal in the Runtime API's form.
    init(_ refusal: Refusal) {
        let body: Document = [
            "errorMessage": .text(refusal.errorMessage), "errorType": .text("\(refusal.errorType)"),
        ]
        self.init(
            refusal.status,
            text: body.json,
            contentType: "application/json"
        )
    }
}
