import Pages

/// A form that is little more than a button.
struct FormContent: Sendable {
    /// Where it is sent.
    let action: HTMLText

    /// What proves that this page sent it.
    let token: HTMLText

    let button: HTMLText

    /// What the button says while the answer is awaited.
    let busyButton: HTMLText

    /// The number of the offer that is agreed to, or that another takes the place of.
    var offer: HTMLText?
}
