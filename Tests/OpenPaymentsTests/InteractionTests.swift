import Bytes
import Cryptography
import OpenPayments
import Testing

@testable import TestTools

/// The proof that a browser comes from the wallet.
@Suite struct InteractionTests {
    private static func hash(of vector: Vectors.Interaction, endpoint: String? = nil) -> InteractionHash {
        InteractionHash(
            clientNonce: vector.clientNonce,
            serverNonce: vector.serverNonce,
            interactRef: vector.interactRef,
            grantEndpoint: endpoint ?? vector.grantEndpoint
        )
    }

    @Test(arguments: Vectors.all.interactionHash)
    func `the worked values match in every spelling`(vector: Vectors.Interaction) {
        let hash = Self.hash(of: vector)
        for text in [vector.base64StdPadded, vector.base64StdUnpadded, vector.base64urlUnpadded] {
            #expect(hash.matches(text), "\(text)")
            #expect(hash.matches(text.replacing("+", with: " ")), "a plus that became a space in \(text)")
        }
        let query = "interact_ref=\(vector.interactRef)&hash=\(vector.queryPercentEncoded)"
        guard case .approved(let text, let reference) = InteractionCallback(query: query) else {
            Issue.record("\(query) approves")
            return
        }
        #expect(hash.matches(text))
        #expect(reference == vector.interactRef)
        #expect(text == vector.base64StdPadded)
    }

    @Test(arguments: Vectors.all.interactionHash)
    func `one slash at the end of the endpoint is no difference, any other change is`(vector: Vectors.Interaction) {
        let endpoint = vector.grantEndpoint
        let other = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint + "/"
        #expect(Self.hash(of: vector, endpoint: other).matches(vector.base64StdPadded))
        #expect(!Self.hash(of: vector, endpoint: endpoint + "//").matches(vector.base64StdPadded))
        #expect(!Self.hash(of: vector, endpoint: endpoint + "x").matches(vector.base64StdPadded))
    }

    @Test func `every part of it counts, and none may be missing`() {
        let vector = Vectors.all.interactionHash[0]
        let parts = [vector.clientNonce, vector.serverNonce, vector.interactRef, vector.grantEndpoint]
        for (index, replacement) in [(0, "x"), (1, "x"), (2, "x"), (3, "x"), (0, ""), (1, ""), (2, ""), (3, "")] {
            var changed = parts
            changed[index] = replacement
            let digest = SHA256.digest(Array(changed.joined(separator: "\n").utf8)).bytes
            let hash = InteractionHash(
                clientNonce: changed[0],
                serverNonce: changed[1],
                interactRef: changed[2],
                grantEndpoint: changed[3]
            )
            #expect(!hash.matches(vector.base64StdPadded))
            #expect(hash.matches(Base64.encode(digest)) == !replacement.isEmpty)
        }
    }

    @Test(arguments: Vectors.all.interactionHash)
    func `hashes of other algorithms and lengths do not match`(vector: Vectors.Interaction) {
        let hash = Self.hash(of: vector)
        for text in [vector.sha512Base64Url, vector.sha256Hex, "", "=", String(vector.base64StdPadded.dropFirst(4))] {
            #expect(!hash.matches(text), "\(text)")
        }
    }

    @Test(
        arguments: [
            ("result=grant_rejected", .notApproved(.rejected)), ("result=grant_invalid", .notApproved(.undecided)),
            ("result=invalid_interaction&message=x", .notApproved(.invalid)), ("result=no", .notApproved(.other)),
            ("a=b&hash=h&interact_ref=r&c", .approved(hash: "h", interactRef: "r")),
            ("hash=h%2B&interact_ref=a+b%20c%C3%A4", .approved(hash: "h+", interactRef: "a b cä")),
            ("hash=h&hash=i&interact_ref=r", .malformed), ("hash=h", .malformed), ("", .malformed),
            ("hash=&interact_ref=r", .malformed),
            ("hash=%2&interact_ref=%zz", .approved(hash: "%2", interactRef: "%zz")),
        ] as [(String, InteractionCallback)]
    )
    func `a query says what came of the interaction`(query: String, expected: InteractionCallback) {
        #expect(InteractionCallback(query: query) == expected)
    }

    @Test func `a way back shows neither hash nor reference`() {
        let callback = InteractionCallback(query: "hash=secret&interact_ref=secret")
        var dumped = ""
        dump([callback], to: &dumped)
        #expect(!"\(callback) \([callback]) \(String(reflecting: callback)) \(dumped)".contains("secret"))
    }

    @Test func `nonces have 128 bits and differ`() {
        let random = RandomSource.system()
        let nonce = InteractionFinish.nonce(from: random)
        #expect(nonce.count == 22)
        #expect(nonce != InteractionFinish.nonce(from: random))
    }
}
