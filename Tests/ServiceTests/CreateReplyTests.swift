import TestTools
import Testing

/// The object that a create answers with, to the byte.
struct CreateReplyTests {
    @Test func `a payment is answered with its object`() async throws {
        try await withService(["base-url": "https://pay.example/base"]) { service in
            let body = #"""
                {"mode":"payment","line_items":[{"price_data":{"currency":"EUR","product_data":{"name":"Tea / \"茶\"",\#
                "description":"<b>&\n"},"unit_amount":1250},"quantity":3},{"price_data":{"currency":"eur",\#
                "product_data":{"name":"Cup"},"unit_amount":1}}],"success_url":"https://a.example/s?id=\#
                {CHECKOUT_SESSION_ID}","cancel_url":"https://a.example/c","metadata":{"b":"1","a":2.50,"c":true},\#
                "client_reference_id":"order 7","customer_email":"a@b.example","expires_in_seconds":300}
                """#
            let reply = try await service.create(body)
            let id = reply.json["id"].text
            #expect(id.wholeMatch(of: /cs_[0-9A-Za-z]{26}/) != nil)
            let merchant = try #require(service.merchant?.id)
            #expect(id.dropFirst(3).prefix(2) == merchant.dropFirst(4).prefix(2), "the merchant's partition")
            let expected = #"""
                {"id":"\#(id)","object":"checkout.session","mode":"payment","status":"open","payment_status":"unpaid",\#
                "livemode":false,"url":"https://pay.example/base/pay/\#(id)","amount_total":3751,"currency":"eur",\#
                "line_items":[{"price_data":{"currency":"eur","product_data":{"name":"Tea / \"茶\"",\#
                "description":"<b>&\n"},"unit_amount":1250},"quantity":3},{"price_data":{"currency":"eur",\#
                "product_data":{"name":"Cup"},"unit_amount":1},"quantity":1}],\#
                "metadata":{"b":"1","a":"2.50","c":"true"},\#
                "client_reference_id":"order 7","customer_email":"a@b.example",\#
                "success_url":"https://a.example/s?id=\#(id)","cancel_url":"https://a.example/c",\#
                "customer_wallet":null,"incoming_payment":null,"outgoing_payment":null,"subscription":null,\#
                "created_at":"2026-06-15T12:00:00Z","expires_at":"2026-06-15T12:05:00Z","completed_at":null}
                """#
            #expect(reply.status == 201)
            #expect(reply.text == expected)
            let read = try await service.read(id)
            #expect(read.status == 200)
            #expect(read.text == expected)
        }
    }

    @Test func `a subscription shows what it recurs by, also when that was left out`() async throws {
        try await withService { service in
            let monthly = try await service.create(Sample.subscription)
            #expect(monthly.json["mode"] == "subscription")
            #expect(
                monthly.text.contains(#""unit_amount":2000,"recurring":{"interval":"month","interval_count":1}}"#)
            )
            let weekly = try await service.create(
                Sample.subscription.replacing(
                    "2000",
                    with: #"2000,"recurring":{"interval":"week","interval_count":2}"#
                )
            )
            #expect(
                weekly.text.contains(#""unit_amount":2000,"recurring":{"interval":"week","interval_count":2}}"#)
            )
            #expect(weekly.json["amount_total"] == 4000)
        }
    }

    @Test func `a donation has no total until the donor has chosen`() async throws {
        try await withService { service in
            let reply = try await service.create(Sample.donation)
            #expect(reply.json["mode"] == "donation")
            #expect(reply.json["amount_total"] == .null)
            let price = reply.json["line_items"][0]["price_data"]
            #expect(price["custom_unit_amount"]["minimum"] == 100)
            #expect(price["custom_unit_amount"]["preset"] == 500)
            #expect(price["unit_amount"] == .missing)
            let fixed = try await service.create(Sample.payment.replacing("payment", with: "donation"))
            #expect(fixed.json["amount_total"] == 4000)
        }
    }

    @Test func `the template is replaced wherever it stands, in either spelling`() async throws {
        try await withService { service in
            let url =
                "https://a.example/{CHECKOUT_SESSION_ID}/%7bCHECKOUT_SESSION_ID%7D?a={CHECKOUT_SESSION_ID}&b=%7d"
            let kept =
                "https://a.example/{CHECKOUT_SESSION_IDS}/%257BCHECKOUT_SESSION_ID%257D?{checkout_session_id}=%20"
            let body = Sample.payment
                .replacing("https://shop.example/s?id={CHECKOUT_SESSION_ID}", with: url)
                .replacing("https://shop.example/c", with: "\(kept)#%7BCHECKOUT_SESSION_ID%7d")
            let reply = try await service.create(body)
            let id = reply.json["id"].text
            #expect(reply.json["success_url"].text == "https://a.example/\(id)/\(id)?a=\(id)&b=%7d")
            #expect(reply.json["cancel_url"].text == "\(kept)#\(id)")
        }
    }

    @Test func `a session keeps the base URL under which it was made`() async throws {
        let world = try TestWorld()
        let first = try await world.serve(["base-url": "https://old.example"]) { service in try await service.create() }
        let id = first.json["id"].text
        #expect(first.json["url"].text == "https://old.example/pay/\(id)")
        try await world.serve(["base-url": "https://new.example"]) { service in
            #expect(try await service.read(id).text == first.text)
            let second = try await service.create()
            #expect(second.json["url"].text == "https://new.example/pay/\(second.json["id"].text)")
        }
    }

    @Test func `without a base URL sessions lie under the address that is listened on`() async throws {
        try await withService { service in
            let reply = try await service.create()
            #expect(reply.json["url"].text == "http://127.0.0.1:\(service.port)/pay/\(reply.json["id"].text)")
        }
        try await withService(["host": "::1"]) { service in
            let port = service.port
            let key = service.merchant?.testKey ?? ""
            let reply = try await onThread {
                let headers = [("Authorization", "Bearer \(key)"), ("Content-Type", "application/json")]
                let client = try SocketClient(port: port, isIPv6: true)
                return try client.request(
                    "POST",
                    RunningService.sessions,
                    headers,
                    body: Array(Sample.payment.utf8)
                )
            }
            #expect(reply.json["url"].text == "http://[::1]:\(port)/pay/\(reply.json["id"].text)")
        }
    }

    @Test func `identifiers and request ids never come twice`() async throws {
        try await withService { service in
            let key = service.merchant?.testKey ?? ""
            let ids = try await service.connected { client in
                let headers = [("Authorization", "Bearer \(key)"), ("Content-Type", "application/json")]
                return try (0..<200)
                    .map { _ in
                        let reply = try client.request(
                            "POST",
                            RunningService.sessions,
                            headers,
                            body: Array(Sample.payment.utf8)
                        )
                        return reply.json["id"].text
                    }
            }
            #expect(Set(ids).count == 200)
        }
    }
}
