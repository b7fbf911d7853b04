import Checkout
import CheckoutEngine

/// What holds after a start, when everything there is has been looked at.
extension ReferenceModel {
    /// Keys that were ever used, in one order for every run.
    var usedKeys: [UInt128] {
        keys.keys.sorted()
    }

    /// Probes of a key, of which one makes it replay what it holds: with what is known to have been asked first, and
    /// with each that was sent.
    func probes(of identity: UInt128) -> [Probe] {
        guard let key = keys[identity] else { return [] }
        let sent = key.attempts.sorted { $0.key < $1.key }.map(\.value)
        return ((key.record.map { [$0.fingerprint] } ?? []) + sent)
            .map { fingerprint in
                let claim = IdempotencyClaim(identity: identity, fingerprint: fingerprint)
                return Probe(merchant: key.merchant, keyMode: key.keyMode, claim: claim)
            }
    }

    /// A request that can do nothing but show what its key holds.
    struct Probe {
        let merchant: MerchantID
        let keyMode: KeyMode
        let claim: IdempotencyClaim
    }

    /// Called before keys are asked.
    mutating func beginProbing() {
        probesInConflict = []
    }

    /// Called when all keys were asked and all lists walked: what was not there now is not to come back.
    mutating func conclude() {
        for reference in orders.keys where orders[reference]?.sessions.isEmpty ?? false {
            orders[reference]?.attempts = []
        }
        for id in sessions.keys where sessions[id]?.ended == nil {
            sessions[id]?.possibleEnds = [:]
        }
    }

    /// How many sessions were shown by finished walks, by status.
    func counts(of walks: [Int]) -> StatusCounts {
        var counts = StatusCounts()
        for number in walks {
            for id in self.walks[number]?.shown ?? [] {
                counts[sessions[id]?.ended?.status ?? sessions[id]?.shown ?? .open] += 1
            }
        }
        return counts
    }
}
