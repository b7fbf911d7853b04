import Bytes

/// Renders sessions as the JSON objects that merchants see; the only encoder of sessions there is.
///
/// A session is rendered once, when it is created. These bytes are its reply, stand in the log and in snapshots, and
/// every later rendering is the same bytes with the few changing members replaced where they stand.
package enum SessionRendering {
    /// Room for a common session, in bytes, so that rendering it allocates once.
    ///
    /// With the array's own 32 bytes just below what the C library's allocator takes for large, which costs it more.
    private static let commonBytes = 968

    /// Renders a new session: open, unpaid, created at `createdAt`.
    ///
    /// `baseURL` is where customers reach the pay page, without a slash at its end; the session keeps it.
    package static func render(
        _ session: NewSession,
        id: SessionID,
        keyMode: KeyMode,
        baseURL: String,
        createdAt: Timestamp
    ) -> [UInt8] {
        var json = JSONWriter(reserving: commonBytes)
        var idBytes: [UInt8] = []
        idBytes.reserveCapacity(SessionID.characters)
        id.append(to: &idBytes)
        // Safe because the bytes are only read, and only inside the call.
        idBytes.withUnsafeBufferPointer { id in
            json.bytes.append(atMost: SessionLayout.sharedBytes) { room in
                SessionLayout.appendHead(id: id, mode: session.mode, keyMode: keyMode, to: &room)
            }
            json.name("url")
            json.string(baseURL) { bytes in
                bytes.append(atMost: SessionLayout.addressBytes) { SessionLayout.appendPath(of: id, to: &$0) }
            }
        }
        json.name("amount_total")
        json.optional(session.amountTotal)
        writeOrder(session, to: &json)
        json.name("success_url")
        session.successURL.write(with: idBytes, to: &json)
        json.name("cancel_url")
        session.cancelURL.write(with: idBytes, to: &json)
        let expiresAt = createdAt + session.lifetimeSeconds
        json.bytes.append(atMost: SessionLayout.tailBytes) { room in
            SessionLayout.appendTail(createdAt: createdAt, expiresAt: expiresAt, to: &room)
        }
        return json.bytes
    }

    /// Renders a session again: `original` with what `state` has changed.
    ///
    /// Costs one copy of the bytes.
    package static func render(original: [UInt8], state: SessionState) -> [UInt8] {
        guard let layout = SessionLayout(of: original) else {
            preconditionFailure("a stored session has the layout in which it was rendered")
        }
        var json = JSONWriter(reserving: original.count + (state.trail == nil ? 64 : 512))
        json.bytes += original[..<layout.statusStart]
        json.string(state.status.text)
        json.name("payment_status")
        json.string(state.paymentStatus.text)
        json.bytes += original[layout.statusEnd..<layout.amount.lowerBound]
        if let amountTotal = state.amountTotal {
            // Written as text, since the writer would put a comma before a value.
            json.bytes += String(amountTotal).utf8
        } else {
            json.bytes += original[layout.amount]
        }
        json.bytes += original[layout.amount.upperBound..<layout.tailStart]
        json.name("customer_wallet")
        json.optional(state.customerWallet)
        json.name("incoming_payment")
        json.optional(state.incomingPayment)
        json.name("outgoing_payment")
        json.optional(state.outgoingPayment)
        json.name("subscription")
        json.optional(state.subscription)
        json.bytes += original[layout.times]
        SessionLayout.appendCompletion(at: state.completedAt, to: &json.bytes)
        return json.bytes
    }

    /// Writes currency, items, metadata and what else describes the order.
    private static func writeOrder(_ session: NewSession, to json: inout JSONWriter) {
        json.name("currency")
        json.quoted { session.currency.append(to: &$0) }
        json.name("line_items")
        json.beginArray()
        for item in session.lineItems { write(item, of: session, to: &json) }
        json.endArray()
        json.name("metadata")
        json.beginObject()
        for pair in session.metadata.pairs {
            json.name(pair.key)
            json.string(pair.value)
        }
        json.endObject()
        json.name("client_reference_id")
        json.optional(session.clientReferenceID)
        json.name("customer_email")
        json.optional(session.customerEmail)
    }

    private static func write(
        _ item: LineItem,
        of session: NewSession,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.text("\"price_data\":{\"currency\":\"")
        session.currency.append(to: &json.bytes)
        json.text("\",\"product_data\":{\"name\":")
        json.string(item.name)
        if let description = item.description {
            json.name("description")
            json.string(description)
        }
        json.endObject()
        if let unitAmount = item.unitAmount {
            json.name("unit_amount")
            json.integer(unitAmount)
        }
        if let recurring = session.recurring { write(recurring, to: &json) }
        if let customUnitAmount = session.customUnitAmount { write(customUnitAmount, to: &json) }
        json.endObject()
        json.name("quantity")
        json.integer(item.quantity)
        json.endObject()
    }

    private static func write(_ recurring: Recurring, to json: inout JSONWriter) {
        json.name("recurring")
        json.beginObject()
        json.name("interval")
        json.string(recurring.interval.text)
        json.name("interval_count")
        json.integer(recurring.count)
        json.endObject()
    }

    /// Writes the members that the request has given.
    private static func write(_ amounts: CustomUnitAmount, to json: inout JSONWriter) {
        json.name("custom_unit_amount")
        json.beginObject()
        if let minimum = amounts.minimum {
            json.name("minimum")
            json.integer(minimum)
        }
        if let maximum = amounts.maximum {
            json.name("maximum")
            json.integer(maximum)
        }
        if let preset = amounts.preset {
            json.name("preset")
            json.integer(preset)
        }
        json.endObject()
    }
}
