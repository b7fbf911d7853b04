import Bytes
import Checkout
import CheckoutEngine

/// What came of a request to the engine, in HTTP.
extension MerchantAPI {
    /// Sends the reply that an outcome leads to; `refusal` is what is wrong with a request that is invalid.
    func finish(
        _ exchange: Exchange,
        _ outcome: Outcome,
        success: Int = 200,
        about subject: @autoclosure () -> Subject,
        refusal: APIError? = nil
    ) {
        switch outcome {
        case .done(let body):
            finish(exchange, ResponseFormat.json(success, body, exchange.id))
        case .replayed(let status, let body):
            finish(exchange, ResponseFormat.json(status, body, exchange.id, isReplay: true))
        case .keyReused:
            finish(exchange, .keyReused)
        case .invalid:
            finish(exchange, refusal ?? .unexpected)
        case .notFound:
            finish(exchange, .missing(subject()))
        case .refused(let violation):
            finish(exchange, APIError(violation, subject()))
        case .subscriptionCanceled:
            finish(exchange, .subscriptionCanceled(subject()))
        case .unavailable(let reason):
            finish(exchange, APIError(reason))
        }
    }

    /// Sends a page of a list, each element written by `write`.
    func finish<Element, Filters>(
        _ exchange: Exchange,
        _ result: Result<Page<Element>, Unavailability>,
        of list: ListParameters<Filters>,
        url: StaticString,
        write: (Element, inout JSONWriter) -> Void
    ) {
        switch result {
        case .success(let page):
            let body = ListFormat.page(page, url: url, write: write, cursor: list.cursor(before:))
            finish(exchange, ResponseFormat.json(200, body, exchange.id))
        case .failure(let reason):
            finish(exchange, APIError(reason))
        }
    }
}
