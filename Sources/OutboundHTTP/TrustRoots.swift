import NIOSSL

/// The authorities whose word on a server's name the system takes.
///
/// They are read once and shared by all clients; each reading them for itself would take a megabyte a client.
enum TrustRoots {
    /// Where Debian and its like, and Fedora and its like, keep all of them in one file.
    private static let files = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]

    /// The system's authorities; none where it has no such file, and then no server is trusted.
    static func system() -> [NIOSSLCertificate] {
        for file in files {
            if let certificates = try? NIOSSLCertificate.fromPEMFile(file) { return certificates }
        }
        return []
    }
}
