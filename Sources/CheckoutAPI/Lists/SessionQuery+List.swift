import Checkout
package import CheckoutEngine

extension SessionQuery.Filters: ListFilters {
    /// The names of the filters in a query.
    package static let names = ["status", "client_reference_id", "created_after", "created_before"]

    /// The first byte of the list's cursors.
    package static let cursorVersion: UInt8 = 1

    /// Reads the filters that are given.
    package init(reading query: inout QueryParameters) {
        self.init()
        status = query.choice("status", of: SessionStatus.allCases.map(\.text), SessionStatus.init(parsing:))
        let characters = Checkout.Limits.clientReferenceCharacters
        clientReferenceID = query.value(
            "client_reference_id",
            "'client_reference_id' has at most \(characters.upperBound) characters."
        ) { characters.contains($0.unicodeScalars.count) ? $0 : nil }
        createdAfter = query.time("created_after")
        // Sessions are made at whole seconds: before a part of a second is before the next whole one.
        createdBefore = query.time("created_before")
            .map { Self.hasFraction(query["created_before"]) ? $0 + 1 : $0 }
    }

    /// Reads the filters out of a cursor, behind its place, in the order in which they are appended.
    package init?(payload: ArraySlice<UInt8>) {
        let bytes = Array(payload)
        guard bytes.count >= 20 else {
            return nil
        }
        self.init()
        status = SessionStatus(rawValue: bytes[0])
        let times = [1, 10]
            .map { place -> Timestamp? in
                let seconds = Int64(bitPattern: CursorSeal.integer(bytes[(place + 1)..<(place + 9)]))
                return bytes[place] == 1 ? Timestamp(secondsSinceEpoch: seconds) : nil
            }
        createdAfter = times[0]
        createdBefore = times[1]
        clientReferenceID = bytes[19] == 1 ? String(decoding: bytes[20...], as: UTF8.self) : nil
    }

    /// Appends status, 255 for none, the two times and the reference, each behind a byte that says whether it is there.
    package func append(to payload: inout [UInt8]) {
        payload.append(status?.rawValue ?? 0xFF)
        for time in [createdAfter, createdBefore] {
            payload.append(time == nil ? 0 : 1)
            CursorSeal.append(UInt64(bitPattern: time?.secondsSinceEpoch ?? 0), to: &payload)
        }
        payload.append(clientReferenceID == nil ? 0 : 1)
        payload.append(contentsOf: (clientReferenceID ?? "").utf8)
    }

    /// The names of those that are others than these.
    package func differences(from others: Self) -> [String] {
        [
            ("status", status == others.status), ("client_reference_id", clientReferenceID == others.clientReferenceID),
            ("created_after", createdAfter == others.createdAfter),
            ("created_before", createdBefore == others.createdBefore),
        ]
        .compactMap { name, isSame in isSame ? nil : name }
    }

    private static func hasFraction(_ time: String?) -> Bool {
        guard let fraction = time?.split(separator: ".", maxSplits: 1).dropFirst().first else {
            return false
        }
        return fraction.contains { ("1"..."9").contains($0) }
    }
}
