package import Bytes

/// A session's original rendering without what all sessions share and what is known of this one besides.
///
/// Kept for each session in memory: some 560 bytes where the rendering has 950. What is left out are the head up to the
/// URL, the path and identifier in it, and everything behind `cancel_url`; identifier, modes and times give it back
/// byte for byte.
package struct CompactRendering: Hashable, Sendable {
    /// What the session sells.
    package let mode: SessionMode

    /// Length of the base URL at the front of `bytes`, as it stands in the rendering.
    private let baseURLBytes: UInt16

    /// The base URL, then the rendering from the value of `amount_total` to that of `cancel_url`.
    private let bytes: [UInt8]

    /// Takes out of a rendering what must be kept; its `fields` are those of `original`.
    package init(of original: [UInt8], fields: StoredFields) {
        // Safe because the bytes are only read, and only inside the call.
        self = original.withUnsafeBufferPointer { Self(of: $0, fields: fields) }
    }

    /// Takes out of a rendering that is part of a document what must be kept; `fields` were read from it.
    package init(of node: JSONNode, in document: JSONDocument, fields: StoredFields) {
        self = document.withSource(of: node) { Self(of: $0, fields: fields) }
    }

    private init(of original: UnsafeBufferPointer<UInt8>, fields: StoredFields) {
        guard let layout = SessionLayout(of: original) else {
            preconditionFailure("a stored session has the layout in which it was rendered")
        }
        mode = fields.mode
        let baseURL = original[layout.url.lowerBound..<layout.url.upperBound - SessionLayout.addressBytes]
        guard let count = UInt16(exactly: baseURL.count) else {
            preconditionFailure("a base URL is shorter than 64 KiB")
        }
        baseURLBytes = count
        let rest = original[layout.amount.lowerBound..<layout.tailStart]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(baseURL.count + rest.count)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: baseURL))
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: rest))
        self.bytes = bytes
    }

    /// Whether a session in this state looks as it did when it was made.
    package func isOriginal(in state: SessionState) -> Bool {
        state.status == .open && state.paymentStatus == .unpaid && state.trail == nil
            && leavesAmountOpen == (state.amountTotal == nil)
    }

    /// Whether the price was left to a donor.
    package var leavesAmountOpen: Bool { bytes[Int(baseURLBytes)] == UInt8(ascii: "n") }

    /// The currency of all prices; `nil` for one that is not on the list any more.
    package var currency: Currency? {
        let order = bytes[Int(baseURLBytes)...]
        guard let amountEnd = order.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let code = order[amountEnd...].dropFirst(SessionLayout.beforeCurrency.utf8CodeUnitCount).prefix(3)
        do throws(RuleViolation) { return try Currency(String(decoding: code, as: UTF8.self)) } catch { return nil }
    }

    /// Whether a pattern stands anywhere in what is kept, which has everything that the merchant has sent.
    ///
    /// A first look that passes over most sessions: what it finds may be part of another member.
    package func contains(_ pattern: BytePattern) -> Bool {
        pattern.isFound(in: bytes)
    }

    /// The original rendering again, for a session that was made with these.
    package func original(
        id: SessionID,
        keyMode: KeyMode,
        createdAt: Timestamp,
        expiresAt: Timestamp
    ) -> [UInt8] {
        var original: [UInt8] = []
        original.reserveCapacity(bytes.count + SessionLayout.sharedBytes)
        appendOriginal(id: id, keyMode: keyMode, createdAt: createdAt, expiresAt: expiresAt, to: &original)
        return original
    }

    /// Appends what ``original(id:keyMode:createdAt:expiresAt:)`` gives.
    package func appendOriginal(
        id: SessionID,
        keyMode: KeyMode,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        to original: inout [UInt8]
    ) {
        var idBytes: [UInt8] = []
        idBytes.reserveCapacity(SessionID.characters)
        id.append(to: &idBytes)
        // Safe because the bytes are only read, and only inside the calls.
        idBytes.withUnsafeBufferPointer { id in
            bytes.withUnsafeBufferPointer { bytes in
                let baseURL = UnsafeBufferPointer(rebasing: bytes[..<Int(baseURLBytes)])
                let order = UnsafeBufferPointer(rebasing: bytes[Int(baseURLBytes)...])
                original.append(atMost: bytes.count + SessionLayout.sharedBytes) { room in
                    SessionLayout.appendHead(id: id, mode: mode, keyMode: keyMode, to: &room)
                    SessionLayout.appendAddress(of: id, under: baseURL, to: &room)
                    room.append(copying: order)
                    SessionLayout.appendTail(createdAt: createdAt, expiresAt: expiresAt, to: &room)
                }
            }
        }
    }
}
