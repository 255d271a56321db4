package import CurlHTTP
internal import HTTPTypes

extension ServiceCaller {
    /// Opens a connection to the endpoint, for the first call to find: name look-up, TCP and TLS, whose session further
    /// connections resume.
    ///
    /// It takes a request to have libcurl keep a connection. This one is not signed and asks for nothing: `GET /ping`,
    /// which AWS's endpoints answer to tell that they are there. Whatever comes back is as good, for the connection is
    /// open then. An endpoint without TLS, a local one, is left alone: little would be gained.
    ///
    /// - Throws: why no connection could be opened. The call that needs one finds out by itself, and says so better.
    package func openConnection() async throws(TransportError) {
        guard endpoint.scheme == "https" else { return }
        var options = settings.transferOptions
        options.connectTimeout = Self.openingTimeout
        options.totalTimeout = Self.openingTimeout
        let request = HTTPRequest(
            method: .get,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: "/ping",
            headerFields: [.userAgent: settings.userAgent]
        )
        _ = try await transport.send(request, options: options)
    }

    /// How long calls wait for a connection that others might open sooner: long for a region's network, short for people.
    private static let openingTimeout = Duration.seconds(1)
}
