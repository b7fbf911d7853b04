/// A currency and how finely it is counted: USD in cents is not the asset that USD in billionths is.
struct Asset: Sendable, Hashable {
    /// The code, such as `USD`.
    let code: String

    /// The number of decimal places that one unit of an amount stands behind the point.
    let scale: Int
}
