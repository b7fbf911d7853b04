/// What an HTTP message signature is made of (RFC 9421 section 2.5): one line a component, and the parameters last.
struct SignatureBase {
    /// The components, in the order in which they are covered.
    let components: [(name: String, value: String)]

    /// What follows the list of components in `Signature-Input`, such as `;created=1767225600;keyid="key-1"`.
    let parameters: String

    /// The inner list and its parameters: what stands behind `sig1=` in `Signature-Input`, and at the end of the base.
    var input: String {
        "(" + components.map { "\"\($0.name)\"" }.joined(separator: " ") + ")" + parameters
    }

    /// The text that is signed; its lines are separated by line feeds, and none stands at the end.
    var text: String {
        let lines = components.map { "\"\($0.name)\": \($0.value)" } + ["\"@signature-params\": \(input)"]
        return lines.joined(separator: "\n")
    }
}
