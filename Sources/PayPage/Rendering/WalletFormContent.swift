/// The form that takes the wallet, and from a donor the amount.
struct WalletFormContent: Sendable {
    /// A field, and what is wrong with its value.
    struct Field: Sendable {
        let label: HTMLText
        let hint: HTMLText?
        let value: HTMLText
        let wrong: HTMLText?
    }

    let form: FormContent
    let amount: Field?
    let wallet: Field
}
