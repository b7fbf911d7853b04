import HTTPServing
import Reactors

/// From an outcome back to bytes.
extension Kernel {
    /// Writes the head of a create's reply.
    static let writeHead = Kernel("write-head", "the head of a create's reply", operations: 10_000) {
        let fields = Array(
            """
            Content-Type: application/json\r
            Cache-Control: no-store\r
            X-Content-Type-Options: nosniff\r
            Request-Id: req_0CI5izXK2lC\r

            """
            .utf8
        )
        var date = DateLine()
        date.refresh(at: .current)
        var bytes: [UInt8] = []
        return { [date] operations in
            for _ in 0..<operations {
                bytes.removeAll(keepingCapacity: true)
                ResponseHead(status: 201, fields: fields, body: .fixed(968), closes: false)
                    .append(to: &bytes, date: date)
            }
            keep(bytes)
        }
    }
}
