import Pages

/// What the template shows: the whole page.
///
/// The template finds the members of this and of what is in it by their names; a name that is missing on the inside is
/// looked for further outside.
struct PageContent: Sendable {
    let language: HTMLText
    let title: HTMLText
    let styles: HTMLText
    /// How it looks in the merchant's colour, where there is one.
    let brandStyles: HTMLText?

    let script: HTMLText

    /// Said at the top of a page on which no real money moves.
    let testMode: HTMLText?

    /// After how many seconds the page asks again where no script does it.
    let reloadSeconds: HTMLText?

    /// What is paid; a page about no session has none.
    let order: OrderContent?

    let stage: StageContent
}
