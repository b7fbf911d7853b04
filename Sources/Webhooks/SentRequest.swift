/// The request of an attempt that was made, as far as it is known now.
package struct SentRequest: Sendable {
    /// Where it went; nil where the settings were changed since, so that nobody knows any more.
    package let url: String?

    /// Its header fields, without the signatures where the secrets were changed since.
    package let headers: [(name: String, value: String)]

    /// Its body.
    package let body: [UInt8]
}
