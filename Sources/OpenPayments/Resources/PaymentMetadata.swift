import Bytes

/// What is said about a payment besides its amount; it goes to both parties' wallets, so no personal data belongs here.
///
/// Wallets digest a body as JavaScript would print it again, and JavaScript moves names that are numbers to the front:
/// hence names begin with a letter, each stands once, and values are texts.
package struct PaymentMetadata: Hashable, Sendable {
    /// A name and its value; a tuple would not be hashable.
    private struct Entry: Hashable, Sendable {
        let name: String
        let value: String
    }

    private let entries: [Entry]

    /// Metadata of these entries, in this order; nil if a name is no letter with letters, digits and `_` behind it or
    /// stands twice, or if all of it as JSON is longer than ``WalletLimits/metadataBytes``.
    package init?(_ entries: [(name: String, value: String)]) {
        self.entries = entries.map { Entry(name: $0.name, value: $0.value) }
        var writer = JSONWriter()
        write(to: &writer)
        guard Set(entries.map(\.name)).count == entries.count, entries.allSatisfy({ Self.isName($0.name) }),
            writer.bytes.count <= WalletLimits.metadataBytes
        else { return nil }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for entry in entries {
            writer.name(entry.name)
            writer.string(entry.value)
        }
        writer.endObject()
    }

    private static func isName(_ text: String) -> Bool {
        let isFirstLetter = text.utf8.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 } ?? false
        return isFirstLetter
            && text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "_")
            }
    }
}
