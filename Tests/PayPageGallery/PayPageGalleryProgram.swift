import Checkout
import Foundation
import PayPage
import PaymentFlows

/// Serves every page there is, for browsers and people to look at, until standard input ends.
@main
struct PayPageGalleryProgram {
    static func main() throws {
        // As long as in the program, so that a slow wallet is seen to be one.
        let gallery = try Gallery { $0.patience = .seconds(5) }
        let pages = Sample.all.map { ($0.name, "\(gallery.pageOrigin)/pay/\($0.view.session.text)") }
        let hinted = Sample.hinted.compactMap { hint in
            pages.first { $0.0 == hint.page }.map { (hint.name, "\($0.1)?\(hint.query)") }
        }
        let names = (pages + hinted).map { "\"\($0.0)\":\"\($0.1)\"" }
        print("{\"wallet\":\"\(gallery.walletOrigin)\",\"pages\":{\(names.joined(separator: ","))}}")
        fflush(nil)
        while readLine() != nil {}
        gallery.stop()
    }
}
