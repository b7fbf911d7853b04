import CheckoutEngine

/// Puts sessions down one after the other; the bytes are taken out in pieces, so that no export stands whole in memory.
struct ExportEncoder {
    /// From here on a piece is worth sending.
    private static let pieceBytes = 64 << 10

    private let request: ExportRequest
    private var bytes: [UInt8] = []
    private var count = 0

    init(_ request: ExportRequest) {
        self.request = request
        bytes.reserveCapacity(Self.pieceBytes * 2)
        if request.isDocument {
            bytes += Array(#"{"object":"list","data":["#.utf8)
        } else if request.format == .csv {
            bytes += SessionRow.header
        }
    }

    /// Adds a session; returns a piece whenever there is enough for one.
    mutating func add(_ session: StoredSession) -> [UInt8]? {
        if request.isDocument, count > 0 { bytes.append(UInt8(ascii: ",")) }
        count += 1
        switch request.format {
        case .jsonl:
            bytes += session.rendering()
            if !request.isDocument { bytes.append(UInt8(ascii: "\n")) }
        case .csv:
            SessionRow.append(session, to: &bytes)
        }
        return bytes.count >= Self.pieceBytes ? takePiece() : nil
    }

    /// The last piece, which may be empty.
    mutating func finish() -> [UInt8] {
        if request.isDocument { bytes += Array("]}\n".utf8) }
        return takePiece()
    }

    private mutating func takePiece() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}
