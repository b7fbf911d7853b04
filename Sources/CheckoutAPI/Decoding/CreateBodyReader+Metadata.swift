import Bytes
import Checkout

/// Reading the metadata.
extension CreateBodyReader {
    /// Reads `metadata`: none when it is missing, `null` or empty; `nil` when anything in it is wrong.
    ///
    /// The first mistake is noted, with `metadata` as its path, whichever pair it is in.
    mutating func readMetadata(_ node: JSONNode?) -> Metadata? {
        guard let node = optional(node) else { return Metadata() }
        guard let node = object(node, at: .metadata) else { return nil }
        let count = document.count(of: node)
        guard count <= Limits.metadataPairs else {
            note(.metadataPairs(count), at: .metadata)
            return nil
        }
        var metadata = Metadata(reserving: count)
        for (name, value) in document.members(of: node) {
            let key = document.string(name)
            guard let value = metadataValue(value) else {
                note(
                    .parameterInvalid,
                    at: .metadata,
                    "metadata must have strings, numbers or booleans as values, not objects, arrays or null."
                )
                return nil
            }
            if let violation = metadata.append(key: key, value: value) {
                note(violation, at: .metadata)
                return nil
            }
        }
        return metadata
    }

    /// The text under which a value is kept.
    private func metadataValue(_ node: JSONNode) -> String? {
        switch document.kind(of: node) {
        case .string: document.string(node)
        case .number, .true, .false: document.spelling(of: node)
        case .object, .array, .null: nil
        }
    }
}
