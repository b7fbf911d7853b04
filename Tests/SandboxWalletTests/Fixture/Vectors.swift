import Cryptography
import Foundation
import Testing

@testable import SandboxWallet

/// Requests, digests, hashes and windows with known answers, beside this folder in `vectors.json`.
struct Vectors: Decodable {
    struct Key: Decodable {
        let kid: String
        let seedHex: String
        let publicHex: String
    }

    struct Signed: Decodable, CustomTestStringConvertible {
        let name: String
        let method: String
        let url: String
        let bodyUtf8: String?
        let headers: [String: String]
        let signatureBase: String?

        var testDescription: String { name }

        var request: SignedRequest {
            SignedRequest(
                method: method,
                targetURI: url,
                fields: headers.map { ($0.key, $0.value) },
                body: Array((bodyUtf8 ?? "").utf8)
            )
        }
    }

    struct Hash: Decodable {
        let clientNonce: String
        let serverNonce: String
        let interactRef: String
        let grantEndpoint: String
        let base64StdPadded: String
        let base64urlUnpadded: String
    }

    struct Digest: Decodable {
        let bodyUtf8: String
        let sha256: String
        let sha512: String

        enum CodingKeys: String, CodingKey {
            case bodyUtf8
            case sha256 = "sha-256"
            case sha512 = "sha-512"
        }
    }

    struct Interval: Decodable {
        let interval: String
        let anchoredEdges: [String]?
        let windows: [[String]]?
    }

    let key: Key
    let httpSignatures: [Signed]
    let httpSignaturesLenient: [Signed]
    let httpSignaturesInvalid: [Signed]
    let interactionHash: [Hash]
    let contentDigest: [Digest]
    let intervals: [Interval]

    /// All of them, read once.
    static let all: Vectors = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "vectors.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(Vectors.self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("the vectors can be read: \(error)")
        }
    }()

    /// The time at which the vectors were signed.
    static let time: Int64 = 1_767_225_600
}
