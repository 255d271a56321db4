internal import Glibc
package import Platform

/// Whose certificates are trusted.
package enum CertificateAuthorities: Sendable, Equatable {
    /// A bundle of PEM certificates.
    case file(String)
    /// A directory of PEM certificates under the hashes of their names, as OpenSSL reads them.
    case directory(String)
    /// Nobody, and why: every HTTPS transfer fails with this reason.
    case missing(String)

    /// The authorities that the environment names, or else those of the distribution.
    ///
    /// A variable that names something that isn't there is an error and never a silent fallback: whoever set it
    /// meant to trust these authorities and no others.
    package init(environment: Environment, fileExists: (String) -> Bool) {
        for (variable, make) in Self.variables {
            guard let path = environment[variable] else { continue }
            self = fileExists(path) ? make(path) : .missing("\(variable) names \(path), which can't be read")
            return
        }
        if let path = Self.bundles.first(where: fileExists) {
            self = .file(path)
        } else {
            self = .missing(Self.nothingFound)
        }
    }

    /// In the order of precedence: AWS's own variable, then OpenSSL's, then curl's.
    private static let variables: [(name: String, make: @Sendable (String) -> CertificateAuthorities)] = [
        ("AWS_CA_BUNDLE", { .file($0) }),
        ("SSL_CERT_FILE", { .file($0) }),
        ("SSL_CERT_DIR", { .directory($0) }),
        ("CURL_CA_BUNDLE", { .file($0) }),
    ]

    private static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch, Gentoo, Alpine
        "/etc/pki/tls/certs/ca-bundle.crt",  // Amazon Linux, Fedora, RHEL
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // the same, where the link is missing
        "/etc/ssl/ca-bundle.pem",  // openSUSE
        "/etc/ssl/cert.pem",  // Alpine without ca-certificates
    ]

    private static var nothingFound: String {
        "no certificate authorities: none of \(variables.map(\.name).joined(separator: ", ")) is set, "
            + "and there is none of \(bundles.joined(separator: ", "))"
    }
}

/// Whether the file can be opened for reading.
func isReadable(_ path: String) -> Bool {
    unsafe access(path, R_OK) == 0
}
