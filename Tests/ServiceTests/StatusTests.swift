import Checkout
import CheckoutEngine
import TestTools
import Testing

/// What merchants may do in each status, and what time does.
struct StatusTests {
    @Test func `a session is expired from its deadline on, not before, whoever looks first`() async throws {
        try await withService { service in
            let body = Sample.payment(with: #""expires_in_seconds":300"#)
            let (read, listed, changed) = (
                try await service.makeSession(body), try await service.makeSession(body),
                try await service.makeSession(body)
            )
            service.clock.advance(seconds: 299)
            #expect(try await service.read(read).json["status"] == "open")
            #expect(try await service.list("status=open").ids == [changed, listed, read])
            service.clock.advance(seconds: 1)
            #expect(try await service.change(changed, "cancel").verdict == "400 session_not_open")
            #expect(try await service.change(changed, "expire").verdict == "400 session_not_open")
            #expect(try await service.read(read).json["status"] == "expired")
            #expect(try await service.list("status=open").ids.isEmpty)
            #expect(try await service.list("status=expired").ids == [changed, listed, read])
            #expect(try await service.read(changed).json["status"] == "expired")
        }
    }

    @Test func `a deadline that passed while nobody ran is kept`() async throws {
        let world = try TestWorld()
        let id = try await world.serve { service async throws in
            try await service.makeSession(Sample.payment(with: #""expires_in_seconds":300"#))
        }
        world.clock.advance(seconds: 300)
        try await world.serve { service async throws in
            #expect(try await service.list("status=open").ids.isEmpty)
            #expect(try await service.read(id).json["status"] == "expired")
        }
    }

    @Test func `a final session leaves when it was kept long enough`() async throws {
        let world = try TestWorld()
        let ids = try await world.serve(["keep-sessions": "2d"]) { service async throws in
            let ids = try await service.makeSessions(3)
            _ = try await service.change(ids[0], "cancel")
            service.clock.advance(seconds: 2 * 86_400 - 1)
            await service.engine.doDueWork()
            #expect(try await service.read(ids[0]).json["status"] == "canceled")
            service.clock.advance(seconds: 1)
            await service.engine.doDueWork()
            #expect(try await service.read(ids[0]).verdict == "404 resource_missing")
            #expect(try await service.list().ids == [ids[2], ids[1]])
            #expect(try await service.read(ids[1]).json["status"] == "expired")
            return ids
        }
        try await world.serve { service async throws in
            #expect(try await service.read(ids[0]).verdict == "404 resource_missing")
            #expect(try await service.list().ids == [ids[2], ids[1]])
        }
    }

    @Test(arguments: [("expire", "expired"), ("cancel", "canceled")])
    func `a payment under way can be ended until its approval is claimed`(verb: String, ended: String) async throws {
        try await withService { service in
            let wallet = SessionCommand.prepare(customerWallet: "https://wallet.example/alice")
            let approval = SessionCommand.awaitApproval(incomingPayment: "https://wallet.example/incoming/1")
            let steps: [([SessionCommand], String)] = [
                ([wallet], "preparing"), ([wallet, approval], "awaiting_approval"),
                ([wallet, .abandonPreparation], "open"), ([wallet, approval, .abandonApproval], "open"),
            ]
            for (commands, status) in steps {
                let id = try await service.makeSession()
                try await service.drive(id, commands)
                #expect(try await service.read(id).json["status"].text == status)
                #expect(try await service.change(id, verb).json["status"].text == ended, "\(status)")
            }
            let claimed = [wallet, approval, .claimApproval]
            let finals: [([SessionCommand], String, String)] = [
                (claimed, "processing", "unpaid"),
                (claimed + [.recordPartialPayment(outgoingPayment: nil)], "processing", "partially_paid"),
                (claimed + [.complete(outgoingPayment: nil, subscription: nil)], "completed", "paid"),
            ]
            for (commands, status, paid) in finals {
                let id = try await service.makeSession()
                try await service.drive(id, commands)
                let before = try await service.read(id)
                #expect(before.json["status"].text == status)
                #expect(before.json["payment_status"].text == paid)
                #expect(before.json["customer_wallet"] == "https://wallet.example/alice")
                #expect(try await service.change(id, verb).verdict == "400 session_not_open", "\(status)")
                #expect(try await service.read(id).text == before.text)
            }
        }
    }

    @Test func `a payment that is processing outlives its deadline`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            try await service.drive(
                id,
                [.prepare(customerWallet: "w"), .awaitApproval(incomingPayment: "i"), .claimApproval]
            )
            service.clock.advance(seconds: 90_000)
            #expect(try await service.read(id).json["status"] == "processing")
            try await service.drive(id, [.complete(outgoingPayment: "o", subscription: nil)])
            let done = try await service.read(id)
            #expect(done.json["status"] == "completed")
            #expect(done.json["completed_at"] == ManualClock.text(after: 90_000))
            #expect(done.json["outgoing_payment"] == "o")
        }
    }
}

extension RunningService {
    /// Takes a session through steps of a payment, as the payment flow does.
    fileprivate func drive(_ id: String, _ commands: [SessionCommand]) async throws {
        let merchant = try #require(MerchantID(parsing: Array((merchant?.id ?? "").utf8)))
        for command in commands {
            let change = ChangeSession(
                merchant: merchant,
                keyMode: .test,
                claim: nil,
                session: SessionID(parsing: Array(id.utf8)),
                command: command
            )
            let outcome = await withCheckedContinuation { continuation in
                engine.submit(change) { continuation.resume(returning: $0) }
            }
            guard case .done = outcome else {
                Issue.record("\(command): \(outcome)")
                return
            }
        }
    }
}
