package import Bytes

/// Events as JSON.
extension Event {
    /// Writes the event as one object.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("type")
        json.string(fact.type)
        json.name("at")
        json.time(at)
        switch fact {
        case .sessionCreated(let created):
            json.name("merchant")
            json.quoted { created.merchant.append(to: &$0) }
            json.name("session")
            json.raw(created.original)
        case .sessionChanged(let session, let event):
            json.name("session")
            json.quoted { session.append(to: &$0) }
            Self.write(event, to: &json)
        case .sessionsLeft(let sessions):
            json.name("sessions")
            json.beginArray()
            for session in sessions { json.quoted { session.append(to: &$0) } }
            json.endArray()
        case .idempotencyKeyUsed(let use):
            Self.write(use, to: &json)
        case .idempotencyKeysLapsed(let through):
            json.name("through")
            json.time(through)
        case .deliveryChanged(let id, let event):
            json.name("session")
            json.quoted { id.session.append(to: &$0) }
            if id.number > 0 {
                json.name("number")
                json.integer(Int64(id.number))
            }
            if case .attempted(let attempt, let next) = event {
                json.name("attempt")
                attempt.write(to: &json)
                json.name("next_attempt_at")
                json.optional(next)
            }
        case .paymentStepped(let session, let attempt):
            json.name("session")
            json.quoted { session.append(to: &$0) }
            json.name("payment")
            attempt.write(to: &json)
        case .subscriptionStepped(let session, let subscription):
            json.name("session")
            json.quoted { session.append(to: &$0) }
            json.name("subscription")
            subscription.write(to: &json)
        case .eventsLeft(let through):
            json.name("ended_through")
            json.time(through)
        case .directoryChanged(let event):
            Self.write(event, to: &json)
        }
        json.endObject()
    }

    private static func write(_ event: SessionEvent, to json: inout JSONWriter) {
        switch event {
        case .preparationStarted(let customerWallet, let amount):
            json.name("customer_wallet")
            json.string(customerWallet)
            if let amount {
                json.name("amount_total")
                json.integer(amount)
            }
        case .approvalRequested(let incomingPayment):
            json.name("incoming_payment")
            json.string(incomingPayment)
        case .partiallyPaid(let outgoingPayment):
            json.name("outgoing_payment")
            json.optional(outgoingPayment)
        case .completed(let outgoingPayment, let subscription):
            json.name("outgoing_payment")
            json.optional(outgoingPayment)
            json.name("subscription")
            json.optional(subscription)
        case .reopened, .approvalClaimed, .expired, .canceled:
            break
        }
    }

    private static func write(_ use: IdempotencyUse, to json: inout JSONWriter) {
        json.name("key")
        json.hexadecimal(use.key)
        json.name("request")
        json.hexadecimal(use.request)
        json.name("stripe")
        json.integer(Int64(use.stripe))
        json.name("status")
        json.integer(Int64(use.status))
        switch use.reply {
        case .session(let session):
            json.name("session")
            json.quoted { session.append(to: &$0) }
        case .body(let body):
            json.name("reply")
            json.raw(body)
        case .sealed(let sealed):
            json.name("sealed_reply")
            json.string(Base64URL.encode(sealed))
        }
    }

    private static func write(_ event: DirectoryEvent, to json: inout JSONWriter) {
        switch event {
        case .merchantCreated(let merchant), .merchantUpdated(let merchant):
            json.name("merchant")
            merchant.write(to: &json)
        case .keyCreated(let key):
            json.name("key")
            key.write(to: &json)
        case .keyUsed(let id), .keyRevoked(let id):
            json.name("key")
            json.quoted { id.append(to: &$0) }
        case .signedIn(let signIn):
            signIn.writeMembers(to: &json)
        case .logoChanged(let id, let logo):
            json.name("merchant")
            json.quoted { id.append(to: &$0) }
            json.name("logo")
            if let logo { logo.write(to: &json) } else { json.null() }
        }
    }
}
