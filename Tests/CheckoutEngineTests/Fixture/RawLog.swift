import Bytes
import Checkout
import Cryptography
import Disks
import Simulation
import TestTools
import WriteAheadLog

@testable import CheckoutEngine

/// A log written by hand, with records that the engine would not write.
final class RawLog {
    static let start = Timestamp(secondsSinceEpoch: ManualClock.start)

    private var payloads: [[UInt8]] = []

    /// Begins with a merchant.
    init() {
        add([.directoryChanged(.merchantCreated(Self.merchant(Sample.merchant)))])
        add([.directoryChanged(.merchantCreated(Self.merchant(Sample.otherMerchant)))])
    }

    func add(_ facts: [Fact], at seconds: Int64 = 0) {
        var writer = JSONWriter()
        LogRecordFormat.write(facts.map { Event(at: Self.start + seconds, $0) }, to: &writer)
        payloads.append(writer.bytes)
    }

    func add(payload: String) {
        payloads.append(Array(payload.utf8))
    }

    /// Writes the log as an engine under the usual key would have.
    func write(to disk: any Disk) throws {
        var configuration = EngineSetup().log
        configuration.preparation = .caller
        configuration.fingerprint =
            SecretVault(key: EngineSetup().encryptionKey, random: .seeded(0)).fingerprint
        let log = try LogWriter(disk: disk, configuration: configuration, nextSequence: 1, salt: 1)
        for payload in payloads {
            precondition(log.admit(payload.count, from: .ordinary) == .granted, "the log of a test has room")
            _ = log.append(payload, admitted: payload.count)
        }
        _ = try log.commit()
        try log.close()
    }

    static func merchant(_ id: MerchantID) -> Merchant {
        Merchant(id: id, name: "Shop", createdAt: start, test: MerchantSettings(), live: MerchantSettings())
    }

    static func session(
        stripe: Int,
        random: UInt128 = 0,
        createdAt: Timestamp = start,
        by merchant: MerchantID = Sample.merchant
    ) -> CreatedSession {
        let id = SessionID(
            partition: merchant.partition,
            stripe: UInt16(stripe),
            random: random == 0 ? UInt128(stripe) + 1 : random
        )
        let newSession = Sample.newSession()
        let original = SessionRendering.render(
            newSession,
            id: id,
            keyMode: .test,
            baseURL: "https://pay.example.com",
            createdAt: createdAt
        )
        let fields = StoredFields(of: newSession, id: id, keyMode: .test, createdAt: createdAt)
        return CreatedSession(merchant: merchant, original: original, fields: fields)
    }
}
