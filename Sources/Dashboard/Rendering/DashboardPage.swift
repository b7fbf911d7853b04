import Pages

/// What the template shows: the whole page.
///
/// The template finds the members of this and of what is in it by their names; a name that is missing on the inside is
/// looked for further outside, so that a name that may be missing stands nowhere else on the way.
struct DashboardPage: Sendable {
    let title: HTMLText
    let styles: HTMLText
    let script: HTMLText

    /// What proves that a form of this page comes from it.
    let token: HTMLText?

    /// What is around every page of somebody who is signed in.
    let frame: FrameContent?

    /// What was done before this page was gone to.
    let news: HTMLText?

    let body: PageBody
}
