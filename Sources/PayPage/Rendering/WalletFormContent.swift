import Pages

/// The form that takes the wallet, and from a donor the amount.
struct WalletFormContent: Sendable {
    /// A field, and what is wrong with its value.
    struct Field: Sendable {
        let label: HTMLText
        let hint: HTMLText?
        let value: HTMLText
        let wrong: HTMLText?

        /// What describes the field, by the names of its hint and of what is wrong; nil where there is neither.
        let description: HTMLText?

        /// Whether the page begins here: at the first field that is wrong.
        let isFirstWrong: Bool
    }

    let form: FormContent
    let amount: Field?
    let wallet: Field
}
