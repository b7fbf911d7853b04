package import Bytes

/// Logos in the log and in snapshots.
extension MerchantLogo {
    /// Writes the file as one text, in base64url.
    package func write(to json: inout JSONWriter) {
        json.string(Base64URL.encode(bytes))
    }

    /// Reads what ``write(to:)`` has written, or nil for `null`.
    package static func readOptional(
        _ name: StaticString,
        _ reader: inout MemberReader
    ) throws(EventFormatError) -> MerchantLogo? {
        guard let bytes = try reader.optionalBase64URL(name) else { return nil }
        do throws(LogoProblem) { return try MerchantLogo(bytes: bytes) } catch {
            throw .memberMalformed(name.description)
        }
    }
}
