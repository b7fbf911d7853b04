/// What a provider's books say of its payments, for whoever holds clients against them.
package struct ProviderBooks: Sendable {
    /// A place where money may arrive.
    package struct Incoming: Sendable {
        /// Its URL.
        package let url: String

        /// By what its client knows it: `externalRef` of its metadata.
        package let reference: String?

        /// What is to arrive; nil for any amount.
        package let wanted: UInt64?

        /// What has arrived.
        package let received: UInt64

        /// Whether more can arrive now.
        package let isOpen: Bool
    }

    /// Money on its way, or behind it.
    package struct Outgoing: Sendable {
        /// The incoming payment's URL.
        package let receiver: String

        /// The name of the wallet that pays.
        package let wallet: String

        /// What has left the wallet.
        package let sent: UInt64
    }

    /// What a person has agreed to, and its client has not given back.
    package struct Approval: Sendable {
        /// The grant's name, which its URL ends in.
        package let grant: String

        /// The incoming payment's URL; nil where any could be paid.
        package let receiver: String?
    }

    /// All places, oldest first.
    package let incoming: [Incoming]

    /// All payments, oldest first.
    package let outgoing: [Outgoing]

    /// All approvals that still hold, in the order of their grants' names.
    package let approvals: [Approval]
}
