import Checkout
import CheckoutEngine

/// Through the engine's door, on the reactor of its only shard.
extension Kernel {
    /// Looks ten sessions up for a list.
    static let listPage = Kernel("list-page", "the newest 10 of 64 sessions", operations: 2000) {
        let local = try LocalEngine()
        let query = SessionQuery(
            merchant: SampleShop.merchant,
            keyMode: .test,
            before: nil,
            limit: 10,
            filters: SessionQuery.Filters()
        )
        return { operations in
            local.perform { engine, finish in
                for _ in 0..<operations {
                    engine.list(query) { page in
                        precondition((try? page.get())?.elements.count == 10, "a page is full")
                    }
                }
                finish()
            }
        }
    }

    /// Makes sessions from what was decoded: look the key up, decide, log, apply, wait for the log.
    static let createInEngine = Kernel("create-in-engine", "a create from decoded body to safe record", operations: 512)
    {
        let local = try LocalEngine()
        return { operations in
            local.perform { engine, finish in
                for number in 0..<operations {
                    let create = CreateSession(
                        merchant: SampleShop.merchant,
                        keyMode: .test,
                        claim: SampleShop.claim(LocalEngine.sessions + number),
                        newSession: SampleShop.newSession
                    )
                    engine.submit(create) { outcome in
                        guard case .done = outcome else { preconditionFailure("every create is done") }
                        // First come, first served: the last one's end is the end of all.
                        if number == operations - 1 { finish() }
                    }
                }
            }
        }
    }
}
