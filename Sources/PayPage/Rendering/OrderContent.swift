import Pages

/// What is paid, and to whom.
struct OrderContent: Sendable {
    /// One line of the order.
    struct Item: Sendable {
        let name: HTMLText
        let description: HTMLText?

        /// How many pieces at which price, where there is more than one.
        let quantity: HTMLText?

        let amount: HTMLText
    }

    /// A merchant's sign, with as many pixels as it has.
    struct Logo: Sendable {
        let logoPath: HTMLText
        let logoWidth: HTMLText
        let logoHeight: HTMLText
    }

    let merchant: HTMLText

    /// The merchant's sign, in place of the first letter.
    let logo: Logo?

    /// The first letter of the merchant's name, as decoration.
    let initial: HTMLText

    let title: HTMLText
    let itemsTitle: HTMLText

    /// The whole price; nil until the donor has chosen.
    let total: HTMLText?

    /// How often a subscription is paid.
    let interval: HTMLText?

    let totalTitle: HTMLText
    let items: [Item]

    /// What stands for the items until they are unfolded, where they are many.
    let folded: HTMLText?

    /// How much time is left, once it is little.
    let timeLeft: HTMLText?
}
