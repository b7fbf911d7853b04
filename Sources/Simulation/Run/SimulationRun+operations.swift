import Checkout
import CheckoutEngine
import Cryptography

/// Doing what a history says.
extension SimulationRun {
    /// Does one operation, has turns taken behind it, and starts again if the machine has ended.
    func perform(_ operation: Operation) throws {
        trace.note("\(operation)")
        machine.random = SeededGenerator(seed: operation.seed)
        machine.clock.pass(nanoseconds: Int64.random(in: 0...2_000_000, using: &machine.random))
        model.see(seconds)
        try act(operation)
        try take(operation.turns)
        guard machine.hasEnded else { return }
        let again = Int.random(in: 1...40, using: &machine.random)
        try restart(nextLayout, endingAgainAfter: again <= 20 ? again : nil)
    }

    private func act(_ operation: Operation) throws {
        switch operation.action {
        case .create(let order):
            orders[operation.number] = (order, served(order.merchant))
            create(operation.number, of: operation.number, variant: 0)
        case .createAgain(let number, let variant):
            if orders[number]?.order.keyStripe != nil { create(operation.number, of: number, variant: variant) }
        case .change(let number, let command, let key):
            change(operation.number, of: number, command, key: key)
        case .read(let number, let byOther):
            read(operation.number, of: number, byOther: byOther)
        case .pay(let number, let forward, let steps):
            pay(of: number, forward: forward, steps: steps)
        case .list(let merchant, let keyMode, let limit, let status):
            model.beginWalk(operation.number, of: served(merchant), keyMode, limit: limit, status: status)
            sendPage(operation.number, of: operation.number)
        case .nextPage(let walk):
            sendPage(operation.number, of: walk)
        case .addMerchant:
            addMerchant()
        case .addKey(let merchant, let keyMode):
            addKey(operation.number, served(merchant), keyMode)
        case .useKey(let number):
            try useKey(number)
        case .revokeKey(let number):
            revokeKey(number)
        case .snapshot:
            server.call("snapshot") { .snapshot(try await $0.snapshots.take()) }
        case .prepareSegment:
            prepareSegment()
        case .pass(let milliseconds):
            pass(milliseconds: milliseconds)
        case .setClock(let seconds):
            machine.clock.set(forwardBySeconds: seconds)
            model.see(self.seconds)
        case .settle:
            try settle()
        case .crash(let kind, let count, let layout):
            nextLayout = layout
            machine.plan(kind, after: count)
        case .restart(let layout):
            try close(layout)
        case .failDisk(let kind, let count, let code):
            machine.disk.fail(kind, after: count, with: code)
        case .failStart(let count, let code):
            startFailure = (count, code)
        case .mendDisk:
            figures.failuresUnmet += machine.disk.failNoMore()
        case .fillDisk(let bytes):
            machine.disk.setCapacity(bytes.map { machine.disk.usedBytes + $0 } ?? .max)
        case .rot(let seed):
            try look(atRot: seed)
        }
    }

    private func create(_ number: Int, of order: Int, variant: Int) {
        guard let (asked, merchant) = orders[order] else { return }
        let claim = asked.keyStripe.map { stripe in
            IdempotencyClaim(identity: Self.identity(order, stripe: stripe), fingerprint: UInt128(variant + 1))
        }
        let content = asked.content(name: "order-\(order)-\(variant)", variant: variant)
        sendOverNetwork(
            Request(
                number: number,
                kind: .create(content),
                merchant: merchant,
                keyMode: asked.keyMode,
                claim: claim
            )
        )
    }

    private func change(_ number: Int, of order: Int, _ command: SessionCommand, key: Int?) {
        guard let session = session(of: order) else { return }
        let fingerprint: UInt128 = command == .cancel ? 101 : 102
        let claim = key.map { key in
            // The create's own key is taken at times, which is a conflict.
            let stripe = key == 0 ? orders[order]?.order.keyStripe : nil
            let identity = stripe.map { Self.identity(order, stripe: $0) }
            return IdempotencyClaim(
                identity: identity ?? Self.identity(1_000 + order * 3 + key, stripe: (order * 37 + key * 101) % 1024),
                fingerprint: fingerprint
            )
        }
        sendOverNetwork(
            Request(
                number: number,
                kind: .change(session.id, command),
                merchant: session.merchant,
                keyMode: session.keyMode,
                claim: claim
            )
        )
    }

    private func read(_ number: Int, of order: Int, byOther: Bool) {
        guard let session = session(of: order) else { return }
        let other = directory.served.first { $0 != session.merchant }
        let merchant = byOther ? other ?? session.merchant : session.merchant
        sendOverNetwork(Request(number: number, kind: .read(session.id), merchant: merchant, keyMode: session.keyMode))
    }

    private func sendPage(_ number: Int, of walk: Int) {
        // One page after the other: where the next one begins stands on the last one.
        let isUnderWay = model.underWay.values.contains { request in
            if case .page(walk) = request.kind { true } else { false }
        }
        guard let open = model.walks[walk], !open.isFinished, !isUnderWay else { return }
        sendOverNetwork(
            Request(number: number, kind: .page(walk: walk), merchant: open.merchant, keyMode: open.keyMode)
        )
    }

    private func prepareSegment() {
        do {
            _ = try server.engine.prepareLog()
        } catch {
            trace.note("    no segment: \(error)")
        }
    }

    /// What an earlier create has made, as far as that was shown.
    func session(of order: Int) -> KnownSession? {
        let id = (0...1).compactMap { model.orders["order-\(order)-\($0)"]?.sessions.last }.first
        return id.flatMap { model.sessions[$0] }
    }

    private func served(_ number: Int) -> MerchantID {
        directory.served[number % directory.served.count]
    }

    private static func identity(_ number: Int, stripe: Int) -> UInt128 {
        UInt128(number + 1) << 10 | UInt128(stripe)
    }
}
