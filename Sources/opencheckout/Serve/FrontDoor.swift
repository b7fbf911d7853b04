import CheckoutAPI
import Dashboard
import HTTPServing
import PayPage
import Reactors

/// Hands each request to whom it belongs: what is under `/pay/` to the customers' page, what is under `/dashboard` to
/// the merchants' one, all else to the merchants' API.
final class FrontDoor: HTTPHandler {
    private let api: MerchantAPI
    private let pages: PayPageHandler
    private let dashboard: DashboardHandler

    init(api: MerchantAPI, pages: PayPageHandler, dashboard: DashboardHandler) {
        self.api = api
        self.pages = pages
        self.dashboard = dashboard
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        owner(of: request).admit(request, on: reactor)
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        owner(of: request).handle(request, on: reactor, reply: reply)
    }

    /// The API's words, since a request that cannot be read is most likely a program's.
    func response(to fault: HTTPFault) -> HTTPResponse {
        api.response(to: fault)
    }

    private func owner(of request: borrowing HTTPRequest) -> any HTTPHandler {
        if PayPageHandler.owns(request) { return pages }
        return DashboardHandler.owns(request) ? dashboard : api
    }
}
