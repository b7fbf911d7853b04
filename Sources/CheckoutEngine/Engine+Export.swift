package import Checkout
import WriteAheadLog

extension Engine {
    /// All sessions that there are now, or a merchant's, oldest first; durable when this returns.
    ///
    /// Sessions made after the call began are not among them. The shards hand over references, so that requests are not
    /// held up; sorting is done where the caller runs. A million sessions take 24 MB beside what they take anyway.
    package func allSessions(of merchant: MerchantID? = nil) async -> [StoredSession] {
        let last = context.log.lastSequence
        // Nothing is shown as open after its time, as far as that can be logged.
        await doDueWork()
        var found: [(sequence: UInt64, session: StoredSession)] = []
        for shard in shards {
            for stripe in await shard.sessionsNow() {
                for session in stripe.values
                where session.firstSequence <= last && (merchant == nil || session.merchant == merchant) {
                    found.append((session.firstSequence, session))
                }
            }
        }
        await shards[0].untilDurable(context.log.lastSequence)
        found.sort { $0.sequence < $1.sequence }
        return found.map(\.session)
    }
}
