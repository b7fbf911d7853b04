package import Checkout
import Synchronization
import WriteAheadLog

extension Engine {
    /// Counts a merchant's last days in one mode, in UTC.
    ///
    /// Every shard is asked for its own counts, which it has at hand; no session is looked at.
    package func overview(
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        then complete: @escaping @Sendable (Overview) -> Void
    ) {
        let key = ListingKey(merchant: merchant, keyMode: keyMode)
        let gathering = TallyGathering(shards: shards.count)
        let today = CalendarDay(of: context.clock.now())
        let gate = gateOfCaller
        for shard in shards {
            shard.enterAlways { shard in
                guard let sum = gathering.add(shard.state.tallies[key]) else { return }
                let log = shard.context.log
                gate.hold(until: log.lastSequence, of: log) { complete(Overview(sum, today: today)) }
            }
        }
    }
}

/// Gathers the shards' counts.
private final class TallyGathering: Sendable {
    private let state: Mutex<(missing: Int, sum: MerchantTally)>

    init(shards: Int) {
        state = Mutex((shards, MerchantTally()))
    }

    /// Takes a shard's counts; the sum with the last ones.
    func add(_ tally: MerchantTally?) -> MerchantTally? {
        state.withLock { state in
            if let tally {
                state.sum.add(tally.days)
                state.sum.pendingDeliveries += tally.pendingDeliveries
            }
            state.missing -= 1
            return state.missing == 0 ? state.sum : nil
        }
    }
}
