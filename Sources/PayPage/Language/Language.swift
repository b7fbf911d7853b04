/// The languages the page speaks.
enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case german = "de"
}
