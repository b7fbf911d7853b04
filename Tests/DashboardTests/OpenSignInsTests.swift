import Checkout
import Cryptography
import Testing

@testable import Dashboard

@Suite struct OpenSignInsTests {
    private let now = Timestamp(secondsSinceEpoch: 1_780_000_000)

    private func signIn(_ merchant: UInt64, seconds: Int64 = 60) -> OpenSignIn {
        let secret = APIKeySecret(keyMode: .test, first: UInt128(merchant), second: 1)
        let key = APIKey(
            id: KeyID(number: merchant),
            merchant: MerchantID(partition: 0, number: merchant),
            keyMode: .test,
            name: nil,
            digest: secret.digest,
            lastFour: secret.lastFour,
            createdAt: now
        )
        return OpenSignIn(key, endsAt: now + seconds)
    }

    @Test func `a sign-in is found by its cookie until it ends`() {
        let signIns = OpenSignIns()
        signIns.begin(signIn(1), cookie: "a", at: now)
        #expect(signIns.find(cookie: "a", at: now + 59)?.merchant.number == 1)
        #expect(signIns.find(cookie: "b", at: now) == nil)
        #expect(signIns.find(cookie: "a", at: now + 60) == nil)
        #expect(signIns.count == 0)
    }

    @Test func `a merchant has no more than so many, and the oldest makes room`() {
        let signIns = OpenSignIns()
        signIns.begin(signIn(2), cookie: "other", at: now)
        for number in 0...Limits.signInsOfMerchant { signIns.begin(signIn(1), cookie: "\(number)", at: now) }
        #expect(signIns.find(cookie: "0", at: now) == nil)
        #expect(signIns.find(cookie: "1", at: now) != nil)
        #expect(signIns.find(cookie: "other", at: now) != nil)
        #expect(signIns.count == Limits.signInsOfMerchant + 1)
    }

    @Test func `those that have ended make room first`() {
        let signIns = OpenSignIns()
        for number in 0..<Limits.signInsOfMerchant {
            signIns.begin(signIn(1, seconds: number == 50 ? 1 : 60), cookie: "\(number)", at: now)
        }
        signIns.begin(signIn(1), cookie: "new", at: now + 1)
        #expect(signIns.find(cookie: "0", at: now + 1) != nil)
        #expect(signIns.find(cookie: "50", at: now + 1) == nil)
    }
}
