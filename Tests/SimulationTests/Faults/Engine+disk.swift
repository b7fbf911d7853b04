import CheckoutEngine
import Disks

extension Engine.Parts {
    /// The same parts over another disk.
    func over(_ disk: any Disk) -> Engine.Parts {
        Engine.Parts(
            disk: disk,
            time: time,
            random: random,
            vault: vault,
            reactors: reactors,
            logReactor: logReactor,
            snapshotReactor: snapshotReactor,
            logger: logger,
            metrics: metrics,
            onLogFailure: onLogFailure
        )
    }
}
