import Bytes
import CheckoutEngine

/// Lists as merchants see them.
enum ListFormat {
    /// A page of a list, each element written by `write`; `cursor` makes what the next page is asked for with.
    static func page<Element>(
        _ page: Page<Element>,
        url: StaticString,
        write: (Element, inout JSONWriter) -> Void,
        cursor: (UInt64) -> String
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: 256 + page.elements.count * 1024)
        writer.beginObject()
        writer.name("object")
        writer.string("list")
        writer.name("url")
        writer.string(url)
        writer.name("data")
        writer.beginArray()
        for element in page.elements {
            write(element, &writer)
        }
        writer.endArray()
        writer.name("has_more")
        writer.boolean(page.next != nil)
        writer.name("next_cursor")
        if let next = page.next {
            writer.string(cursor(next))
        } else {
            writer.null()
        }
        writer.endObject()
        return writer.bytes
    }
}
