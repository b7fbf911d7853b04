import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import opencheckout

@Suite struct FailingDestinationTests {
    private static let settings = "/api/webhook_settings"

    @Test func `five days of nothing but failures disable a destination`() async throws {
        try await withFailingDestination { service, session in
            let began = try Self.failingSince(service)
            service.clock.advance(seconds: Limits.failingDestinationSeconds)
            try await Self.wait(forAttempts: 2, of: session, service)
            try TestTools.wait(while: Self.standing(service)?.disabledReason == nil)
            let now = try await service.get(Self.settings).json
            #expect(now["status"].text == "disabled")
            #expect(now["disabled_reason"].text == "nothing but failures since \(began.text)")
        }
    }

    @Test func `a little less does not`() async throws {
        try await withFailingDestination { service, session in
            let began = try Self.failingSince(service)
            let elapsed = service.ready.engine.clock.now() - began
            service.clock.advance(seconds: Limits.failingDestinationSeconds - elapsed - 100)
            try await Self.wait(forAttempts: 2, of: session, service)
            // By the third attempt it is known what came of the second.
            service.clock.advance(seconds: 40)
            try await Self.wait(forAttempts: 3, of: session, service)
            #expect(try await service.get(Self.settings).json["status"].text == "enabled")
            #expect(Self.standing(service)?.failingSince == began)
        }
    }

    /// Runs a body beside a service that has failed once to tell of a session.
    private func withFailingDestination(_ body: (RunningService, String) async throws -> Void) async throws {
        try await withService(["allow-local-webhooks": "true"]) { service in
            // Nobody listens at the port of tcpmux.
            let url = #"{"url":"http://127.0.0.1:1/hook"}"#
            #expect(try await service.call("POST", Self.settings, body: url).status == 200)
            let session = try await service.makeSession()
            _ = try await service.change(session, "cancel")
            try await Self.wait(forAttempts: 1, of: session, service)
            try await body(service, session)
        }
    }

    private static func wait(forAttempts count: Int, of session: String, _ service: RunningService) async throws {
        let start = ContinuousClock.now
        while true {
            let events = try await service.get("/api/events?session=\(session)").json
            if case .number(let attempts) = events["data"][0]["attempts"], attempts >= Double(count) { return }
            guard ContinuousClock.now - start < .seconds(20) else { throw SocketClientError.timeout }
        }
    }

    private static func standing(_ service: RunningService) -> WebhookStanding? {
        service.ready.engine.directory.current.allMerchants.first?.test.webhook
    }

    /// Since when the destination fails, once that was noted.
    private static func failingSince(_ service: RunningService) throws -> Timestamp {
        try TestTools.wait(while: standing(service)?.failingSince == nil)
        return try #require(standing(service)?.failingSince)
    }
}
