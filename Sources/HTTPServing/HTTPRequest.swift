/// A request whose framing is beyond doubt.
///
/// All ranges are ranges of `head`. The connection uses the arrays again for its next request: a handler that only
/// looks at them while it is called costs no allocation, one that keeps a copy costs the next request new ones.
package struct HTTPRequest: Sendable {
    /// The method; a `HEAD` is answered like a `GET`, the server leaves the body out.
    package internal(set) var method: HTTPMethod

    /// The method as the client wrote it.
    package internal(set) var methodRange: Range<Int>

    /// Path and query as sent, always origin-form: it begins with `/` and holds visible ASCII without `#`.
    package internal(set) var targetRange: Range<Int>

    /// The target before the first `?`, as sent: nothing is decoded or normalised.
    package internal(set) var path: Range<Int>

    /// What follows the first `?`, which may be empty; `nil` without one.
    package internal(set) var query: Range<Int>?

    /// The version the client speaks.
    package internal(set) var version: HTTPVersion

    /// Request line, field lines and the empty line, as sent.
    package internal(set) var head: [UInt8]

    /// The field lines in order, at most `HTTPLimits.fields`.
    package internal(set) var fields: [HTTPField]

    /// The body, whole and without its transfer coding; unfinished while `HTTPHandler.admit` is asked.
    package internal(set) var body: [UInt8]

    /// Who is at the other end of the socket, which may be a proxy.
    package internal(set) var peer: SocketAddress

    /// What the framing says of the body; `nil` for a chunked one, whose length nobody knows before its end.
    package internal(set) var declaredLength: Int?

    /// A request without anything, for a connection to fill.
    package init(peer: SocketAddress) {
        method = .other
        methodRange = 0..<0
        targetRange = 0..<0
        path = 0..<0
        query = nil
        version = .http11
        head = []
        fields = []
        body = []
        self.peer = peer
        declaredLength = 0
    }
}

extension HTTPRequest {
    /// A copy of the target's bytes.
    package var target: [UInt8] { Array(head[targetRange]) }

    /// Looks a field up by name, whatever the case of either; a walk over all fields.
    package func field(_ name: StaticString) -> HTTPFieldLookup {
        var found: Range<Int>?
        for field in fields where field.name.count == name.utf8CodeUnitCount && matches(field.name, name) {
            guard found == nil else { return .many }
            found = field.value
        }
        if let found { return .one(found) }
        return .none
    }

    /// A part of the head as text; bytes that are not UTF-8 become U+FFFD.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: head[range], as: UTF8.self)
    }

    /// Whether a part of the head has exactly these bytes.
    package func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
        head.span.isEqual(range, text)
    }

    /// Whether a part of the head has these bytes but for the case of ASCII letters.
    package func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        head.span.matches(range, text)
    }
}

extension HTTPRequest {
    /// Gives large arrays back, so that an idle connection holds little.
    mutating func trim() {
        if head.capacity > Limits.keptBytes { head = [] }
        if body.capacity > Limits.keptBytes { body = [] }
    }
}
