import CheckoutAPI
import HTTPServing
import PayPage
import Reactors

/// Hands each request to whom it belongs: what is under `/pay/` to the customers' page, all else to the merchants' API.
final class FrontDoor: HTTPHandler {
    private let api: MerchantAPI
    private let pages: PayPageHandler

    init(api: MerchantAPI, pages: PayPageHandler) {
        self.api = api
        self.pages = pages
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        PayPageHandler.owns(request) ? pages.admit(request, on: reactor) : api.admit(request, on: reactor)
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        if PayPageHandler.owns(request) {
            pages.handle(request, on: reactor, reply: reply)
        } else {
            api.handle(request, on: reactor, reply: reply)
        }
    }

    /// The API's words, since a request that cannot be read is most likely a program's.
    func response(to fault: HTTPFault) -> HTTPResponse {
        api.response(to: fault)
    }
}
