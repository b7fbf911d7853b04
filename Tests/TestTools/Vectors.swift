import Foundation

/// The worked values of the protocol, as they stand in `open-payments-vectors.json`: for clients and for wallets.
struct Vectors: Decodable, Sendable {
    struct Key: Decodable {
        let kid: String
        let seedHex: String
        let publicHex: String
        let privatePkcs8Pem: String
    }

    struct Message: Decodable, CustomStringConvertible {
        let name: String
        let method: String
        let url: String
        let bodyUtf8: String?
        let covered: [String]
        let headers: [String: String]
        let signatureBase: String?
        let signatureBaseSha256Hex: String?
        let signatureHex: String?

        var description: String { name }
    }

    struct Interaction: Decodable {
        let clientNonce: String
        let serverNonce: String
        let interactRef: String
        let grantEndpoint: String
        let sha256Hex: String
        let base64StdPadded: String
        let base64StdUnpadded: String
        let base64urlUnpadded: String
        let queryPercentEncoded: String
        let sha512Base64Url: String
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

    struct CanonicalTrap: Decodable {
        let wireOk: String
        let wireBadEscapedSlash: String
        let digestWireOkSha512: String
        let digestWireBadSha512: String
    }

    struct Form: Decodable {
        let input: String
        let url: String?
        let reject: String?
    }

    struct Rescale: Decodable {
        let value: String
        let fromScale: UInt8
        let toScale: UInt8
        let exact: Bool?
        let floor: String?
        let ceil: String?
        let reject: String?
    }

    struct Interval: Decodable {
        let interval: String
        let chainedEdges: [String]?
        let anchoredEdges: [String]?
        let windows: [[String]]?
    }

    let key: Key
    let httpSignatures: [Message]
    let httpSignaturesLenient: [Message]
    let httpSignaturesInvalid: [Message]
    let interactionHash: [Interaction]
    let contentDigest: [Digest]
    let jsonCanonicalTrap: CanonicalTrap
    let walletAddressForms: [Form]
    let amountRescale: [Rescale]
    let intervals: [Interval]

    /// The time at which the requests were signed.
    static let time: Int64 = 1_767_225_600

    /// All of them, read once.
    static let all: Vectors = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "open-payments-vectors.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { return try decoder.decode(Vectors.self, from: Data(contentsOf: file)) } catch {
            preconditionFailure("\(file.path) holds the vectors: \(error)")
        }
    }()
}
