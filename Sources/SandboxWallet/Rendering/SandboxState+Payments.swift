import Bytes
import HTTPServing

/// What the resource server answers.
extension SandboxState {
    /// Whether an incoming payment shows how it can be paid.
    enum Methods: Sendable, Hashable {
        /// In lists, and when it was completed, nothing is said of them.
        case leftOut
        /// There are none any more.
        case closed
        case open
    }

    /// An incoming payment, for its client.
    func render(_ payment: IncomingPayment, status: Int, now: Int64) -> HTTPResponse {
        .json(status) { write(payment, methods: payment.isOpen(at: now) ? .open : .closed, to: &$0) }
    }

    /// An incoming payment that was just completed.
    func render(_ payment: IncomingPayment) -> HTTPResponse {
        .json(200) { write(payment, methods: .leftOut, to: &$0) }
    }

    /// What anybody may know of an incoming payment.
    func renderPublic(_ payment: IncomingPayment) -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("receivedAmount")
            writer.amount(payment.received)
            writer.name("authServer")
            writer.string(authorizationServer(ofWallet: payment.walletName))
            writer.endObject()
        }
    }

    /// A quote.
    func render(_ quote: Quote, status: Int) -> HTTPResponse {
        .json(status) { writer in
            writer.beginObject()
            writer.name("id")
            writer.string("\(baseURL)/op/quotes/\(quote.id)")
            writer.name("walletAddress")
            writer.string("\(baseURL)/\(quote.walletName)")
            writer.name("receiver")
            writer.string(quote.receiver)
            writer.name("receiveAmount")
            writer.amount(quote.receive)
            writer.name("debitAmount")
            writer.amount(quote.debit)
            writer.name("method")
            writer.string("ilp")
            writer.name("createdAt")
            writer.time(milliseconds: quote.createdAt)
            writer.name("expiresAt")
            writer.time(milliseconds: quote.expiresAt)
            writer.endObject()
        }
    }

    /// An outgoing payment; only when it is made, with what was spent before.
    func render(_ payment: OutgoingPayment, status: Int, spent: Spent? = nil) -> HTTPResponse {
        .json(status) { write(payment, spent: spent, to: &$0) }
    }

    /// What was spent under a grant; null before the first payment.
    func renderSpending(of access: Access, now: Int64) -> HTTPResponse {
        let last = access.grant.payments.last.flatMap { outgoingPayments[$0] }
        let sums = last.map { payment in
            spent(
                under: access.grant,
                access.right.limits,
                debit: payment.quote.debit.asset,
                receive: payment.quote.receive.asset,
                now: now
            )
        }
        return .json(200) { writer in
            writer.beginObject()
            writer.name("spentDebitAmount")
            if let sums { writer.amount(sums.debit) } else { writer.null() }
            writer.name("spentReceiveAmount")
            if let sums { writer.amount(sums.receive) } else { writer.null() }
            writer.endObject()
        }
    }

    /// A page of a list, whose cursors are the names of its first and last item.
    func renderPage(_ page: PageRequest.Page, _ write: (inout JSONWriter, String) -> Void) -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("pagination")
            writer.beginObject()
            if let first = page.items.first, let last = page.items.last {
                writer.name("startCursor")
                writer.string(first)
                writer.name("endCursor")
                writer.string(last)
            }
            writer.name("hasNextPage")
            writer.boolean(page.hasNext)
            writer.name("hasPreviousPage")
            writer.boolean(page.hasPrevious)
            writer.endObject()
            writer.name("result")
            writer.beginArray()
            for item in page.items { write(&writer, item) }
            writer.endArray()
            writer.endObject()
        }
    }

    /// Writes an incoming payment.
    func write(_ payment: IncomingPayment, methods: Methods, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("id")
        writer.string("\(baseURL)/op/incoming-payments/\(payment.id)")
        writer.name("walletAddress")
        writer.string("\(baseURL)/\(payment.walletName)")
        writer.name("completed")
        writer.boolean(payment.isCompleted)
        if let wanted = payment.wanted {
            writer.name("incomingAmount")
            writer.amount(wanted)
        }
        writer.name("receivedAmount")
        writer.amount(payment.received)
        writer.name("expiresAt")
        writer.time(milliseconds: payment.expiresAt)
        writer.name("createdAt")
        writer.time(milliseconds: payment.createdAt)
        writeMetadata(payment.metadata, to: &writer)
        write(methods, of: payment, to: &writer)
        writer.endObject()
    }

    /// Writes an outgoing payment, with what was spent before or without.
    func write(_ payment: OutgoingPayment, spent: Spent?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("id")
        writer.string("\(baseURL)/op/outgoing-payments/\(payment.id)")
        writer.name("walletAddress")
        writer.string("\(baseURL)/\(payment.walletName)")
        writer.name("quoteId")
        writer.string("\(baseURL)/op/quotes/\(payment.quote.id)")
        writer.name("failed")
        writer.boolean(payment.isFailed)
        writer.name("receiver")
        writer.string(payment.quote.receiver)
        writer.name("receiveAmount")
        writer.amount(payment.quote.receive)
        writer.name("debitAmount")
        writer.amount(payment.quote.debit)
        writer.name("sentAmount")
        writer.amount(payment.sent)
        if let spent {
            writer.name("grantSpentDebitAmount")
            writer.amount(spent.debit)
            writer.name("grantSpentReceiveAmount")
            writer.amount(spent.receive)
        }
        writer.name("createdAt")
        writer.time(milliseconds: payment.createdAt)
        writeMetadata(payment.metadata, to: &writer)
        writer.endObject()
    }

    private func writeMetadata(_ metadata: [UInt8]?, to writer: inout JSONWriter) {
        guard let metadata else { return }
        writer.name("metadata")
        writer.raw(metadata)
    }

    private func write(_ methods: Methods, of payment: IncomingPayment, to writer: inout JSONWriter) {
        guard methods != .leftOut else { return }
        writer.name("methods")
        writer.beginArray()
        if methods == .open {
            writer.beginObject()
            writer.name("type")
            writer.string("ilp")
            writer.name("ilpAddress")
            writer.string("test.sandbox.\(payment.id)")
            writer.name("sharedSecret")
            writer.string(payment.secret)
            writer.endObject()
        }
        writer.endArray()
    }
}
