import CurlHTTP
import Testing

struct `A transport error` {
    @Test(arguments: [(7, "connection, libcurl 7"), (0, "connection")])
    func `says where to, what kind, libcurl's code and words`(code: Int32, source: String) {
        let error = TransportError(
            kind: .connection,
            progress: .notSent,
            origin: "https://ec2.example",
            code: code,
            message: "refused"
        )
        #expect(error.description == "No answer from https://ec2.example (\(source)): refused")
    }
}
