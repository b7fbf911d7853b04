import Checkout
import CheckoutEngine

/// Looking at everything that an engine has, while nothing else happens.
extension SimulationRun {
    /// Asks every key, walks every list, counts, and compares.
    func verify() throws {
        trace.note("  look at everything")
        try directory.check(server.engine.directory.current)
        directory.conclude()
        // Before lists are walked, since it lets time do to sessions what is due.
        try checkEvents()
        try checkPayments()
        try checkSubscriptions()
        try askKeys()
        while try !walkLists() {
            // An expiry that is due had no room in the log.
            machine.disk.setCapacity(.max)
            _ = try server.engine.prepareLog()
        }
        server.call("figures") { .figures(await $0.figures) }
        try settle()
        try checkOverviews()
        model.conclude()
    }

    /// Compares an operator's figures with what lists have shown; called with nothing under way.
    func check(_ figures: EngineFigures) throws {
        let shown = model.counts(of: lastWalks)
        guard figures.sessions == shown else {
            throw Violation("\(figures.sessions.total) sessions are counted, \(shown.total) are listed")
        }
    }

    private func askKeys() throws {
        var asked = model.usedKeys.map { model.probes(of: $0)[...] }.filter { !$0.isEmpty }
        while !asked.isEmpty {
            model.beginProbing()
            for probe in asked.compactMap(\.first) { send(request(probe)) }
            try settle()
            asked = try asked.compactMap { probes in
                guard let last = probes.first, model.probesInConflict.contains(last.claim.identity) else { return nil }
                guard probes.count > 1 else { throw Violation("a key holds what nobody has sent") }
                return probes.dropFirst()
            }
        }
    }

    /// False if a page could not be made.
    private func walkLists() throws -> Bool {
        lastWalks = []
        for merchant in directory.served {
            for keyMode in KeyMode.allCases {
                let walk = nextNumber()
                lastWalks.append(walk)
                model.beginWalk(walk, of: merchant, keyMode, limit: 50, status: nil)
                while let open = model.walks[walk], !open.isFinished {
                    send(Request(number: nextNumber(), kind: .page(walk: walk), merchant: merchant, keyMode: keyMode))
                    try settle()
                }
                if model.walks[walk] == nil { return false }
            }
        }
        return true
    }

    private func request(_ probe: ReferenceModel.Probe) -> Request {
        Request(
            number: nextNumber(),
            kind: .probe,
            merchant: probe.merchant,
            keyMode: probe.keyMode,
            claim: probe.claim
        )
    }
}
