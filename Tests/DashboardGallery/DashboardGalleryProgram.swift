import Checkout
import Foundation

/// Serves the dashboard of a few merchants, for browsers and people to look at, until standard input ends.
@main
struct DashboardGalleryProgram {
    static func main() async throws {
        let gallery = try await Gallery()
        let shop = try await gallery.open("Skye Wool & Yarn")
        try await Story.liveMonth(of: shop, in: gallery)
        let story = try await Story(of: shop, in: gallery)
        let other = try await gallery.open("Hedgehog Rescue")
        let root = "\(gallery.origin)/dashboard"
        let pages = story.sessions.map { "\"\($0.name)\":\"\(root)/sessions/\($0.id.text)\"" }.joined(separator: ",")
        print(
            """
            {"root":"\(root)","test_key":"\(shop.testKey)","live_key":"\(shop.liveKey)",\
            "shop":"\(gallery.shopOrigin)","other_key":"\(other.testKey)",\
            "sessions":{\(pages)}}
            """
        )
        fflush(nil)
        while readLine() != nil {}
        await gallery.stop()
    }
}
