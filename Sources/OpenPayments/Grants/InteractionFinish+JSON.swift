import Bytes

/// The way back as a grant request names it.
extension InteractionFinish {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("start")
        writer.beginArray()
        writer.string("redirect")
        writer.endArray()
        writer.name("finish")
        writer.beginObject()
        writer.name("method")
        writer.string("redirect")
        writer.name("uri")
        writer.string(uri)
        writer.name("nonce")
        writer.string(nonce)
        writer.endObject()
        writer.endObject()
    }
}
