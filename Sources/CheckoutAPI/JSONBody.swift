import Bytes
import HTTPServing

/// The JSON body of a request.
enum JSONBody {
    /// Whether the type of the body is given as JSON; parameters such as a charset are let pass.
    static func isJSON(_ request: borrowing HTTPRequest) -> Bool {
        guard case .one(let value) = request.field("content-type") else {
            return false
        }
        let end = request.head[value].firstIndex(of: UInt8(ascii: ";")) ?? value.upperBound
        var type = value.lowerBound..<end
        while let last = type.last, request.head[last] == UInt8(ascii: " ") || request.head[last] == UInt8(ascii: "\t")
        {
            type = type.lowerBound..<last
        }
        return request.matches(type, "application/json")
    }

    /// Reads a body that must be there.
    static func read(_ request: borrowing HTTPRequest) throws(APIError) -> JSONDocument {
        guard request.body.isEmpty || isJSON(request) else {
            throw .mediaTypeUnsupported
        }
        do {
            return try JSONDocument(parsing: request.body)
        } catch {
            throw .invalid(.bodyInvalid, "The body is no JSON that is taken here: \(error.sentence)")
        }
    }

    /// Reads a body that may be left out.
    static func readIfPresent(_ request: borrowing HTTPRequest) throws(APIError) -> JSONDocument? {
        request.body.isEmpty ? nil : try read(request)
    }
}
