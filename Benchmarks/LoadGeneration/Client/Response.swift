/// What of a whole reply matters to the generator; the bytes stay where they were read.
struct Response: Equatable {
    /// From 200 to 599.
    var status: Int

    /// The body, as offsets into the bytes read.
    var body: Range<Int>

    /// Whether it carries `Idempotent-Replayed: true`.
    var isReplay: Bool

    /// Whether the server closes the connection behind it.
    var closes: Bool
}
