import HTTPServing

/// The parser of requests: whatever it makes of a stream, it makes of the same stream in pieces.
///
/// The first byte says how long the pieces are. Limits are low, so that short inputs come to them.
enum HTTPEntry {
    /// The requests of a stream, and whether it ended in a refusal.
    private struct Outcome: Equatable {
        var requests: [[String]] = []
        var isRefused = false
    }

    private static let limits = {
        var limits = HTTPLimits()
        limits.headBytes = 512
        limits.targetBytes = 128
        limits.fields = 8
        limits.bodyBytes = 256
        return limits
    }()

    static func finding(in bytes: [UInt8]) -> String? {
        guard let first = bytes.first else { return nil }
        let stream = bytes.dropFirst()
        let whole = outcome(of: [Array(stream)])
        let length = Int(first % 16) + 1
        let starts = stride(from: stream.startIndex, to: stream.endIndex, by: length)
        let pieces = outcome(of: starts.map { Array(stream[$0..<min($0 + length, stream.endIndex)]) })
        return whole == pieces ? nil : "whole \(whole), in pieces of \(length) \(pieces)"
    }

    private static func outcome(of pieces: [[UInt8]]) -> Outcome {
        var parser = RequestParser(limits: limits)
        var request = HTTPRequest(peer: .unix)
        var input = InputBuffer()
        var outcome = Outcome()
        for piece in pieces where !outcome.isRefused {
            // Safe because the buffer copies the bytes.
            piece.withUnsafeBytes { input.append($0) }
            reading: while true {
                switch parser.advance(&input, &request) {
                case .needsHead, .needsBody: break reading
                case .whole:
                    outcome.requests.append(parts(of: request))
                    parser.reset()
                case .fault:
                    outcome.isRefused = true
                    break reading
                }
            }
        }
        return outcome
    }

    private static func parts(of request: HTTPRequest) -> [String] {
        let fields = request.fields.flatMap { [request.text($0.name), request.text($0.value)] }
        let body = String(decoding: request.body, as: UTF8.self)
        return ["\(request.method)", request.text(request.path), request.query.map(request.text) ?? "", body] + fields
    }
}
