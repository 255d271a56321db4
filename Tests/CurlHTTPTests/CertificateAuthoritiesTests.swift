import CurlHTTP
import Platform
import Testing

struct `The certificate authorities` {
    private static let debian = "/etc/ssl/certs/ca-certificates.crt"
    private static let amazonLinux = "/etc/pki/tls/certs/ca-bundle.crt"
    private static let amazonLinuxTarget = "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"
    private static let openSUSE = "/etc/ssl/ca-bundle.pem"
    private static let alpine = "/etc/ssl/cert.pem"

    @Test(
        arguments: [
            ([debian, amazonLinux], debian), ([amazonLinux, amazonLinuxTarget], amazonLinux),
            ([amazonLinuxTarget], amazonLinuxTarget), ([openSUSE], openSUSE), ([alpine], alpine),
        ]
    )
    func `are those of the distribution when none is named`(files: [String], chosen: String) {
        #expect(CertificateAuthorities(environment: [:], fileExists: files.contains) == .file(chosen))
    }

    @Test func `that are named are taken in the documented order`() {
        var environment = ["CURL_CA_BUNDLE": "/curl"]
        #expect(chosen(environment) == .file("/curl"))
        environment["SSL_CERT_DIR"] = "/directory"
        #expect(chosen(environment) == .directory("/directory"))
        environment["SSL_CERT_FILE"] = "/openssl"
        #expect(chosen(environment) == .file("/openssl"))
        environment["AWS_CA_BUNDLE"] = "/aws"
        #expect(chosen(environment) == .file("/aws"))
        environment["AWS_CA_BUNDLE"] = ""
        #expect(chosen(environment) == .file("/openssl"))
    }

    @Test(arguments: ["AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"])
    func `that are named and missing are never replaced by others`(variable: String) {
        let environment = Environment([variable: "/nowhere"])
        let found = CertificateAuthorities(environment: environment) { $0 != "/nowhere" }
        #expect(found == .missing("\(variable) names /nowhere, which can't be read"))
    }

    @Test func `that are nowhere to be found say where they were looked for`() {
        guard case .missing(let reason) = CertificateAuthorities(environment: [:], fileExists: { _ in false })
        else {
            Issue.record("nothing should be found")
            return
        }
        for part in ["AWS_CA_BUNDLE", "SSL_CERT_DIR", Self.debian, Self.amazonLinux, Self.openSUSE] {
            #expect(reason.contains(part))
        }
    }

    private func chosen(_ environment: [String: String]) -> CertificateAuthorities {
        CertificateAuthorities(environment: Environment(environment)) { _ in true }
    }
}
