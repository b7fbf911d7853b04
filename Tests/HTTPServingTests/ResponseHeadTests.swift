import Reactors
import Testing

@testable import HTTPServing

@Suite struct ResponseHeadTests {
    @Test func `a head has its room, whatever its status and what follows it`() {
        var date = DateLine()
        date.refresh(at: .current)
        let bodies: [(ResponseHead.Body, String)] = [
            (.fixed(0), "Content-Length: 0\r\n"), (.fixed(.max), "Content-Length: 9223372036854775807\r\n"),
            (.chunked, "Transfer-Encoding: chunked\r\n"), (.untilClose, ""), (.none, ""),
        ]
        for status in 200...599 {
            for (body, framing) in bodies {
                for closing in ["", "Connection: close\r\n"] {
                    let head = ResponseHead(
                        status: status,
                        fields: Array("X-Name: value\r\n".utf8),
                        body: body,
                        closes: !closing.isEmpty
                    )
                    var bytes = Array("before".utf8)
                    head.append(to: &bytes, date: date)
                    #expect(bytes.starts(with: "beforeHTTP/1.1 \(status) ".utf8))
                    let end = date.bytes + "X-Name: value\r\n\(framing)\(closing)\r\n".utf8
                    #expect(bytes.suffix(end.count + 2) == Array("\r\n".utf8) + end, "\(status) \(framing)")
                }
            }
        }
    }
}
