/// What stands on one page.
protocol BodyContent: Sendable {
    /// What the page is called, in the browser's bar and history.
    var title: String { get }

    /// Which part of the dashboard it belongs to; nil for none.
    var section: Section? { get }

    /// What the template shows.
    var body: PageBody { get }
}
