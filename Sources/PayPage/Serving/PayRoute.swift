import Checkout
import HTTPServing
import Pages

/// The whole surface of the pay page: each path, its methods, and what stands behind them.
enum PayRoute: Hashable, Sendable {
    /// `GET /pay/:id`
    case page(SessionID)

    /// `POST /pay/:id`
    case submit(SessionID)

    /// `GET /pay/:id/status`
    case status(SessionID)

    /// `GET /pay/:id/logo`
    case logo(SessionID)

    /// `GET /pay/:id/cancel`
    case cancel(SessionID)

    /// `GET /pay/callback/:token`
    case callback(token: String)

    /// `GET /pay/page.….css`, `/pay/page.….js` and `/pay/color.….css`
    case asset(PageAsset)

    /// Why a request leads nowhere.
    enum Miss: Error {
        /// No such path, or nothing that can be a session.
        case pathUnknown

        /// The path is there, for these methods.
        case methodNotAllowed(allow: String)
    }

    /// Finds what a request asks for; paths are compared literally.
    init(_ request: borrowing HTTPRequest) throws(Miss) {
        let path = request.text(request.path)
        let route = try Self.find(path, isPost: request.method == .post)
        switch (route, request.method) {
        case (.submit, .post), (_, .get), (_, .head): self = route
        case (.page, _), (.submit, _): throw .methodNotAllowed(allow: "GET, HEAD, POST")
        case (.status, _), (.logo, _), (.cancel, _), (.callback, _), (.asset, _):
            throw .methodNotAllowed(allow: "GET, HEAD")
        }
    }

    private static func find(_ path: String, isPost: Bool) throws(Miss) -> PayRoute {
        if let asset = [PageAsset.styles, .script].first(where: { $0.path == path }) ?? BrandSheet.asset(at: path) {
            return .asset(asset)
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
        guard path.hasPrefix("/pay/"), let first = parts.first, parts.count <= 2 else { throw .pathUnknown }
        if first == "callback" {
            guard parts.count == 2, let token = parts.last, !token.isEmpty else { throw .pathUnknown }
            return .callback(token: String(token))
        }
        guard let session = SessionID(parsing: first.utf8) else { throw .pathUnknown }
        guard parts.count == 2 else { return isPost ? .submit(session) : .page(session) }
        switch parts.last {
        case "status": return .status(session)
        case "logo": return .logo(session)
        case "cancel": return .cancel(session)
        case _: throw .pathUnknown
        }
    }
}
