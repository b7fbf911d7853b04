import Bytes
import Checkout
import CheckoutAPI
import CheckoutEngine
import Cryptography

/// The merchant of all kernels, with a key and sessions; everything is the same in every run.
enum SampleShop {
    static let merchant = MerchantID(partition: 7, number: 1001)

    /// The merchant's only key.
    static let secret = APIKeySecret(keyMode: .test, first: 1 << 100, second: 1 << 101)

    static let keyID = KeyID(number: 1)

    /// When everything happens: 1 January 2026.
    static let now = Timestamp(secondsSinceEpoch: 1_767_225_600)

    static let baseURL = "http://127.0.0.1:8080"

    /// What the merchant's requests ask for.
    static let newSession: NewSession = {
        guard let document = try? JSONDocument(parsing: Array(SampleRequests.createBody.utf8)),
            case .success(let session) = CreateSessionDecoder.decode(document, keyMode: .test)
        else {
            preconditionFailure("the sample's body is in order")
        }
        return session
    }()

    /// Makes the merchant and its key, as an operator does; with a destination for its events if it is told of them.
    static func directoryEvents(isTold: Bool) -> [Event] {
        let shop = Merchant(
            id: merchant,
            name: "Shop",
            createdAt: now,
            test: MerchantSettings(webhookURL: isTold ? "https://shop.example.com/hook" : nil),
            live: MerchantSettings()
        )
        let key = APIKey(
            id: keyID,
            merchant: shop.id,
            keyMode: .test,
            name: nil,
            digest: secret.digest,
            lastFour: secret.lastFour,
            createdAt: now
        )
        // A key whose use was just noted: the next note would be due in an hour.
        return [.merchantCreated(shop), .keyCreated(key), .keyUsed(key.id)]
            .map { Event(at: now, .directoryChanged($0)) }
    }

    /// The identifier of a numbered session, in one of four stripes: maps grow as they would with many sessions each.
    static func sessionID(_ number: Int) -> SessionID {
        SessionID(
            partition: merchant.partition,
            stripe: UInt16(stripe(number)),
            // Spread like the random number that it stands for.
            random: UInt128(truncatingIfNeeded: number &+ 1) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835
        )
    }

    /// The claim of a numbered idempotency key, in the stripe of the session with that number.
    static func claim(_ number: Int) -> IdempotencyClaim {
        let identity = sessionID(number).random << 10 | UInt128(stripe(number))
        return IdempotencyClaim(identity: identity, fingerprint: 1)
    }

    /// A session as it is answered, logged and kept.
    static func rendering(_ id: SessionID) -> [UInt8] {
        SessionRendering.render(newSession, id: id, keyMode: .test, baseURL: baseURL, createdAt: now)
    }

    /// What a create under a key leads to; `original` is the session's rendering.
    static func createEvents(_ number: Int, original: [UInt8]) -> (session: Event, key: Event) {
        let id = sessionID(number)
        let claim = claim(number)
        let fields = StoredFields(of: newSession, id: id, keyMode: .test, createdAt: now)
        let use = IdempotencyUse(
            key: claim.identity,
            request: claim.fingerprint,
            stripe: id.stripe,
            status: 201,
            reply: .session(id)
        )
        return (
            Event(
                at: now,
                .sessionCreated(CreatedSession(merchant: merchant, original: original, fields: fields))
            ),
            Event(at: now, .idempotencyKeyUsed(use))
        )
    }

    /// A shard that owns the four stripes of the sample's sessions and no other, with so many sessions in it.
    static func shard(sessions: Int) -> ShardState {
        var shard = ShardState(router: ShardRouter(shardCount: stripeDistance), index: 0)
        for number in 0..<sessions {
            let events = createEvents(number, original: rendering(sessionID(number)))
            shard.apply(events.session, at: UInt64(number + 1))
            shard.apply(events.key, at: UInt64(number + 1))
        }
        return shard
    }

    private static let stripeDistance = Limits.stripes / 4

    private static func stripe(_ number: Int) -> Int {
        number % 4 * stripeDistance
    }
}
