/// The bounds of everything the business rules accept; each name ends in its unit.
///
/// Characters are Unicode scalars. Amounts are in the currency's smallest unit. A bound is inclusive.
package enum Limits {
    /// Largest amount of one price and of a whole session, in the currency's smallest unit.
    package static let amountMaximum: Int64 = 999_999_999_999

    /// Smallest amount of a price, in the currency's smallest unit.
    package static let amountMinimum: Int64 = 1

    /// Line items in one session.
    package static let lineItemsCount = 1...100

    /// Pieces of one line item.
    package static let quantity: ClosedRange<Int64> = 1...1_000_000

    /// Length of a product's name, in characters.
    package static let productNameCharacters = 1...200

    /// Length of a product's description, in characters.
    package static let productDescriptionCharacters = 0...1000

    /// Length of a redirect URL, a webhook URL or a wallet address, in characters.
    package static let urlCharacters = 2048

    /// Length of a host name in a URL, in characters; RFC 1035 section 2.3.4 less the root's empty label.
    package static let hostNameCharacters = 253

    /// Length of one label of a host name, in characters; RFC 1035 section 2.3.4.
    package static let hostLabelCharacters = 63

    /// Pairs of metadata in one session.
    package static let metadataPairs = 50

    /// Length of a metadata key, in characters.
    package static let metadataKeyCharacters = 1...40

    /// Length of a metadata value, in characters.
    package static let metadataValueCharacters = 0...500

    /// Length of a merchant's own reference of a session, in characters.
    package static let clientReferenceCharacters = 0...200

    /// Length of a customer's email address, in characters.
    package static let emailCharacters = 320

    /// Time from a session's creation to its expiry, in seconds.
    package static let lifetimeSeconds: ClosedRange<Int64> = 300...86_400

    /// Lifetime of a session whose request names none, in seconds.
    package static let lifetimeDefaultSeconds: Int64 = 86_400

    /// Longest time between two charges of a subscription, in days: three years.
    package static let intervalMaximumDays: Int64 = 1095

    /// Longest time between two charges of a subscription, in weeks: three years.
    package static let intervalMaximumWeeks: Int64 = 156

    /// Longest time between two charges of a subscription, in months: three years.
    package static let intervalMaximumMonths: Int64 = 36

    /// Longest time between two charges of a subscription, in years.
    package static let intervalMaximumYears: Int64 = 3

    /// Stripes of session identifiers, for ever: an identifier's stripe is below it.
    package static let stripes = 1024

    /// Partitions of identifiers: two base-62 digits.
    package static let partitions = 62 * 62

    /// Length of a merchant's name, in characters.
    package static let merchantNameCharacters = 1...200

    /// Length of an API key's name, in characters.
    package static let keyNameCharacters = 0...100

    /// Shortest time between two logged uses of one API key, in seconds.
    package static let keyUseIntervalSeconds: Int64 = 3600

    /// Length of a sealed secret, in bytes.
    package static let sealedSecretBytes = 4096

    /// Length of the identifier of a wallet's key, in characters.
    package static let walletKeyIDCharacters = 1...200

    /// Length of an asset's code, in characters.
    package static let assetCodeCharacters = 1...20

    /// Decimal digits between a wallet's unit and the asset's main one.
    package static let assetScale = 0...18

    /// Attempts to pay one session, those included that came to no more than a price.
    package static let attemptsCount = 1...100

    /// How often the customers' wallets may be asked for their owners' approval in one session.
    package static let consentsCount = 5

    /// Places to come back to that the attempts of one session may have.
    package static let callbacksCount = 32

    /// Length of a sealed token of a wallet, in bytes.
    package static let sealedTokenBytes = 4352

    /// Length of a wallet's public name, in characters.
    package static let walletNameCharacters = 1...256

    /// Length of the body of an order to pay, in characters.
    package static let orderBodyCharacters = 1...8192

    /// Length of what a customer is told about a subscription's payments, in characters.
    package static let agreementCharacters = 1...1000

    /// The last day of a month on which a subscription's months may begin: every month has it.
    package static let anchorDayOfMonth = 28

    /// Time from a period's start to its first charge, in seconds: by so much wallets' clocks may differ from ours.
    package static let chargeDelaySeconds: Int64 = 60

    /// Time before a period's end in which no attempt to charge it begins, in seconds.
    package static let chargeMarginSeconds: Int64 = 900

    /// Attempts to charge one period of a subscription.
    package static let chargeAttemptsCount = 5

    /// Periods in a row that may go by unpaid until a subscription is canceled.
    package static let unpaidPeriods = 3

    /// Time after which a wallet's token is traded for another, used or not, in seconds: so that a service which is
    /// down for a weekend still does it within 20 days.
    package static let tokenKeptSeconds: Int64 = 18 * 86_400

    /// Time for which an idempotency key is kept from its first use, in seconds.
    package static let idempotencySeconds: Int64 = 86_400

    /// Length of what is kept of the answer to a webhook, in bytes.
    package static let deliveryResponseBytes = 1024

    /// Attempts to deliver an event that are kept, the newest ones: who has it sent again for ever fills no memory.
    package static let deliveryAttemptsKept = 100

    /// Longest time by which a merchant's `Retry-After` puts a webhook off, in seconds.
    package static let retryAfterSeconds: Int64 = 3600

    /// Time for which an event is kept from its delivery's end, in seconds.
    package static let eventsKeptSeconds: Int64 = 30 * 86_400

    /// Time of nothing but failures after which a webhook's destination is disabled, in seconds.
    package static let failingDestinationSeconds: Int64 = 5 * 86_400

    /// Time for which a rolled webhook secret stays valid beside the new one, in seconds.
    package static let secretOverlapSeconds: ClosedRange<Int64> = 0...604_800

    /// The same where the request names none.
    package static let secretOverlapDefaultSeconds: Int64 = 86_400

    /// Length of the reason for which a webhook's destination was disabled, in characters.
    package static let disabledReasonCharacters = 1...200

    /// Sign-ins to the dashboard that are kept of a merchant.
    package static let signInsKept = 50

    /// Shortest time between two logged sign-ins with one key from one address, in seconds.
    package static let signInIntervalSeconds: Int64 = 60

    /// Length of what is kept of the address that a sign-in came from, in characters.
    package static let signInAddressCharacters = 64

    /// Length of what is kept of a browser's name for itself, in characters.
    package static let signInBrowserCharacters = 200

    /// Size of a merchant's logo, in bytes.
    package static let logoBytes = 65_536

    /// Width and height of a merchant's logo, in pixels.
    package static let logoPixels = 1024

    /// Whether the bounds fit each other; the program asks at start, a test always.
    package static var areConsistent: Bool {
        amountMinimum >= 1 && amountMaximum <= Int64.max / quantity.upperBound
            && lifetimeSeconds.contains(lifetimeDefaultSeconds)
            && intervalMaximumYears * 365 == intervalMaximumDays && intervalMaximumYears * 12 == intervalMaximumMonths
            && intervalMaximumYears * 52 == intervalMaximumWeeks
            && consentsCount <= attemptsCount.upperBound && consentsCount <= callbacksCount
            && chargeDelaySeconds + chargeMarginSeconds < 86_400 && attemptsCount.contains(chargeAttemptsCount)
            && stripes <= partitions && secretOverlapSeconds.contains(secretOverlapDefaultSeconds)
    }
}
