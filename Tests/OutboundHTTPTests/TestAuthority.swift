import Foundation
import NIOSSL
import TestTools

/// A certificate authority of a test's own, made with the `openssl` program.
final class TestAuthority: Sendable {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try run(
            ["req", "-x509"] + Self.newKey
                + ["-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=Test authority", "-days", "2"]
        )
    }

    /// The authority's own certificate, for whoever trusts it.
    func roots() throws -> [NIOSSLCertificate] {
        try NIOSSLCertificate.fromPEMFile(folder.file("authority.pem"))
    }

    /// What a server of a name shows, valid for so many days from now.
    func serverConfiguration(for name: String, days: Int = 2) throws -> TLSConfiguration {
        let file = UUID().uuidString
        try run(
            ["req", "-new"] + Self.newKey + ["-keyout", "\(file).key", "-out", "\(file).csr", "-subj", "/CN=\(name)"]
        )
        try Data("subjectAltName=DNS:\(name)".utf8).write(to: URL(fileURLWithPath: folder.file("\(file).ext")))
        try run([
            "x509", "-req", "-in", "\(file).csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-set_serial", "2",
            "-extfile", "\(file).ext", "-days", "\(days)", "-out", "\(file).pem",
        ])
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(folder.file("\(file).pem")).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: folder.file("\(file).key"), format: .pem))
        )
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["timeout", "60", "openssl"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let output = Pipe()
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestAuthorityError(text: String(decoding: text, as: UTF8.self))
        }
    }
}

/// What the `openssl` program complained about.
struct TestAuthorityError: Error {
    let text: String
}
