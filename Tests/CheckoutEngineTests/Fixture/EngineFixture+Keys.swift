import Checkout
import Testing

@testable import CheckoutEngine

/// Requests that are done once under an idempotency key and change no session, as asynchronous functions.
extension EngineFixture {
    /// What stands in the reply to a merchant's change that shows a secret.
    static let shownSecret = "whsec_shown_once"

    /// A request to give the merchant another name, which is answered with it; without one it is not understood.
    static func renaming(
        _ name: String?,
        _ claim: IdempotencyClaim? = nil,
        showsSecret: Bool = false
    ) -> ChangeMerchant {
        ChangeMerchant(
            merchant: Sample.merchant,
            claim: claim,
            changes: name.map { [.name($0)] },
            showsSecret: showsSecret
        ) { merchant, now in
            let secret = showsSecret ? #","secret":"\#(Self.shownSecret)""# : ""
            return Array(#"{"name":"\#(merchant.name)","at":"\#(now.text)"\#(secret)}"#.utf8)
        }
    }

    func rename(_ name: String?, _ claim: IdempotencyClaim? = nil, showsSecret: Bool = false) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = Self.renaming(name, claim, showsSecret: showsSecret)
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    /// Sends an event again, and answers with where its delivery stands then.
    func resend(
        _ id: EventID?,
        _ claim: IdempotencyClaim?,
        by merchant: MerchantID = Sample.merchant,
        isUnderstood: Bool = true
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = ResendEvent(
                merchant: merchant,
                keyMode: .test,
                claim: claim,
                event: id,
                isUnderstood: isUnderstood
            ) { event in
                let (status, attempts) = (event.state.status.text, event.state.attempts.count)
                return Array(#"{"status":"\#(status)","attempts":\#(attempts)}"#.utf8)
            }
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    /// Has an errand done.
    func submit(_ errand: Errand, _ claim: IdempotencyClaim?, isUnderstood: Bool = true) async -> Outcome {
        await withCheckedContinuation { continuation in
            engine.submit(errand.operation(claim, isUnderstood)) { continuation.resume(returning: $0) }
        }
    }
}
