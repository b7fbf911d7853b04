import Bytes
import Checkout
import CheckoutEngine
import Webhooks

/// Events and attempts as merchants see them.
enum EventFormat {
    /// An event, with its attempts or with their number alone.
    static func body(of event: StoredEvent, withLog: Bool) -> [UInt8] {
        var json = JSONWriter(reserving: 1024)
        write(event, withLog: withLog, to: &json)
        return json.bytes
    }

    /// The attempt to send a test event.
    static func body(ofTest attempt: DeliveryAttempt) -> [UInt8] {
        var json = JSONWriter()
        write(attempt, number: nil, to: &json)
        return json.bytes
    }

    /// How many events are sent again.
    static func body(ofResent count: Int) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.name("resent")
        json.integer(count)
        json.endObject()
        return json.bytes
    }

    /// Writes an event, with its attempts or with their number alone.
    static func write(_ event: StoredEvent, withLog: Bool, to json: inout JSONWriter) {
        json.beginObject()
        json.name("id")
        json.quoted { event.id.append(to: &$0) }
        json.name("object")
        json.string("event")
        json.name("type")
        json.string(event.type.text)
        json.name("state")
        json.string(event.state.status.text)
        json.name("session")
        json.quoted { event.session.id.append(to: &$0) }
        json.name("created_at")
        json.quoted { event.raisedAt.append(to: &$0) }
        json.name("attempts")
        json.integer(event.state.attemptCount)
        json.name("next_attempt_at")
        if let next = event.state.nextAttemptAt {
            json.quoted { next.append(to: &$0) }
        } else {
            json.null()
        }
        json.name("body")
        json.string(utf8: event.body)
        if withLog {
            json.name("attempt_log")
            json.beginArray()
            for (number, attempt) in event.state.numberedAttempts { write(attempt, number: number, to: &json) }
            json.endArray()
        }
        json.endObject()
    }

    /// Writes an attempt; that of a test event has no number.
    static func write(_ attempt: DeliveryAttempt, number: Int?, to json: inout JSONWriter) {
        json.beginObject()
        json.name("object")
        json.string("event_attempt")
        if let number {
            json.name("number")
            json.integer(number)
        }
        json.name("at")
        json.quoted { attempt.startedAt.append(to: &$0) }
        json.name("duration_ms")
        json.integer(attempt.durationMilliseconds)
        json.name("status")
        if let status = attempt.status { json.integer(Int64(status)) } else { json.null() }
        json.name("problem")
        if let problem = attempt.problem { json.string(problem) } else { json.null() }
        json.name("response")
        json.string(attempt.response)
        json.endObject()
    }
}
