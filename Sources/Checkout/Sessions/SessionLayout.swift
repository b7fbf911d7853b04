import Bytes
import Glibc

/// Where the changing members stand in a session's original rendering.
///
/// The original has a fixed shape: behind a head of known texts stand mode, status and payment status, then the URL
/// and the amount; before its end stand known texts and two times. So a few comparisons find every place, without
/// reading what lies between.
///
/// | part | bytes |
/// | --- | --- |
/// | head | `{"id":"` identifier `","object":"checkout.session","mode":"` mode `","status":` |
/// | statuses | `"open","payment_status":"unpaid"` |
/// | to the amount | `,"livemode":` boolean `,"url":"` URL `","amount_total":` |
/// | amount | digits or `null` |
/// | order | from `,"currency":` up to the value of `cancel_url` |
/// | trail | `,"customer_wallet":null` … `,"subscription":null` |
/// | times | `,"created_at":"` time `","expires_at":"` time `","completed_at":` |
/// | end | `null}` |
struct SessionLayout {
    /// The value of `mode`.
    let mode: SessionMode

    /// Which key made the session, as `livemode` says.
    let keyMode: KeyMode

    /// The first byte of the value of `status`.
    let statusStart: Int

    /// The end of the value of `payment_status`.
    let statusEnd: Int

    /// The value of `url`, without its quotes.
    let url: Range<Int>

    /// The value of `amount_total`.
    let amount: Range<Int>

    /// The first byte of the trail.
    let tailStart: Int

    /// The times, up to where the value of `completed_at` begins.
    let times: Range<Int>

    /// The value of `id`, without its quotes.
    var id: Range<Int> {
        let start = Self.beforeID.utf8CodeUnitCount
        return start..<start + SessionID.characters
    }

    /// The value of `created_at`, without its quotes.
    var createdAt: Range<Int> {
        let start = times.lowerBound + Self.beforeCreation.utf8CodeUnitCount
        return start..<start + Self.timeBytes
    }

    /// The value of `expires_at`, without its quotes.
    var expiresAt: Range<Int> {
        let start = createdAt.upperBound + Self.beforeExpiry.utf8CodeUnitCount
        return start..<start + Self.timeBytes
    }

    private static let beforeID: StaticString = "{\"id\":\""
    private static let beforeMode: StaticString = "\",\"object\":\"checkout.session\",\"mode\":\""
    private static let beforeStatus: StaticString = "\",\"status\":"
    private static let statuses: StaticString = "\"open\",\"payment_status\":\"unpaid\""
    private static let testMode: StaticString = ",\"livemode\":false,"
    private static let liveMode: StaticString = ",\"livemode\":true,"
    private static let beforeURL: StaticString = "\"url\":\""
    private static let beforeAmount: StaticString = "\",\"amount_total\":"
    /// What stands between the amount and the currency's code.
    static let beforeCurrency: StaticString = ",\"currency\":\""

    private static let trail: StaticString = """
        ,"customer_wallet":null,"incoming_payment":null,"outgoing_payment":null,"subscription":null
        """
    private static let beforeCreation: StaticString = ",\"created_at\":\""
    private static let beforeExpiry: StaticString = "\",\"expires_at\":\""
    private static let beforeCompletion: StaticString = "\",\"completed_at\":"
    private static let end: StaticString = "null}"

    /// Length of a rendered time, in bytes.
    private static let timeBytes = 20

    private static let timesBytes =
        beforeCreation.utf8CodeUnitCount + beforeExpiry.utf8CodeUnitCount + beforeCompletion.utf8CodeUnitCount
        + 2 * timeBytes

    /// Length of trail, times and end.
    static let tailBytes = trail.utf8CodeUnitCount + timesBytes + end.utf8CodeUnitCount

    /// Finds the places; `nil` when the bytes do not have the shape.
    init?(of original: [UInt8]) {
        // Safe because the buffer is only read, within its bounds, and does not leave the closure.
        let layout = original.withUnsafeBufferPointer { Self(of: $0) }
        guard let layout else { return nil }
        self = layout
    }

    /// Finds the places in bytes that are only lent; `nil` when they do not have the shape.
    init?(of original: UnsafeBufferPointer<UInt8>) {
        var place = 0
        guard Self.skip(Self.beforeID, in: original, at: &place) else { return nil }
        place += SessionID.characters
        guard Self.skip(Self.beforeMode, in: original, at: &place), place < original.count else { return nil }
        // The first letter tells the modes apart.
        switch original[place] {
        case UInt8(ascii: "p"): mode = .payment
        case UInt8(ascii: "s"): mode = .subscription
        case UInt8(ascii: "d"): mode = .donation
        case _: return nil
        }
        guard Self.skip(mode.text, in: original, at: &place),
            Self.skip(Self.beforeStatus, in: original, at: &place)
        else { return nil }
        statusStart = place
        guard Self.skip(Self.statuses, in: original, at: &place) else { return nil }
        statusEnd = place
        if Self.skip(Self.testMode, in: original, at: &place) {
            keyMode = .test
        } else if Self.skip(Self.liveMode, in: original, at: &place) {
            keyMode = .live
        } else {
            return nil
        }
        guard Self.skip(Self.beforeURL, in: original, at: &place) else { return nil }
        let urlStart = place
        while place < original.count, original[place] != UInt8(ascii: "\"") {
            place += original[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        url = urlStart..<place
        guard url.count >= Self.addressBytes else { return nil }
        guard Self.skip(Self.beforeAmount, in: original, at: &place) else { return nil }
        let amountStart = place
        while place < original.count, original[place] != UInt8(ascii: ",") { place += 1 }
        amount = amountStart..<place
        guard let times = Self.times(in: original, after: place) else { return nil }
        tailStart = original.count - Self.tailBytes
        self.times = times
    }

    /// Finds the times by their distance from the end, and compares all known texts there.
    private static func times(in original: UnsafeBufferPointer<UInt8>, after amountEnd: Int) -> Range<Int>? {
        var place = original.count - tailBytes
        guard place > amountEnd, skip(trail, in: original, at: &place) else { return nil }
        let start = place
        guard skip(beforeCreation, in: original, at: &place) else { return nil }
        place += timeBytes
        guard skip(beforeExpiry, in: original, at: &place) else { return nil }
        place += timeBytes
        guard skip(beforeCompletion, in: original, at: &place) else { return nil }
        let completion = place
        return skip(end, in: original, at: &place) ? start..<completion : nil
    }

    /// What stands between the base URL and the identifier in a session's URL.
    static let pathBeforeID: StaticString = "/pay/"

    /// Length of a session's URL behind the base URL.
    static let addressBytes = pathBeforeID.utf8CodeUnitCount + SessionID.characters

    /// Room for all that `appendHead`, `appendAddress` and `appendTail` write beside the base URL.
    static let sharedBytes = tailBytes + 256

    /// Writes the head and the statuses of a session that was just created, up to the comma before `url`.
    static func appendHead(
        id: UnsafeBufferPointer<UInt8>,
        mode: SessionMode,
        keyMode: KeyMode,
        to room: inout ByteRoom
    ) {
        room.append(beforeID)
        room.append(copying: id)
        room.append(beforeMode)
        room.append(mode.text)
        room.append(beforeStatus)
        room.append(statuses)
        room.append(keyMode.isLive ? liveMode : testMode)
    }

    /// Writes the URL of a session, and what stands between it and the amount.
    static func appendAddress(
        of id: UnsafeBufferPointer<UInt8>,
        under baseURL: UnsafeBufferPointer<UInt8>,
        to room: inout ByteRoom
    ) {
        room.append(beforeURL)
        room.append(copying: baseURL)
        appendPath(of: id, to: &room)
        room.append(beforeAmount)
    }

    /// Writes what stands behind the base URL in a session's URL.
    static func appendPath(of id: UnsafeBufferPointer<UInt8>, to room: inout ByteRoom) {
        room.append(pathBeforeID)
        room.append(copying: id)
    }

    /// Writes trail, times and end of a session that was just created.
    static func appendTail(createdAt: Timestamp, expiresAt: Timestamp, to room: inout ByteRoom) {
        room.append(trail)
        room.append(beforeCreation)
        createdAt.append(to: &room)
        room.append(beforeExpiry)
        expiresAt.append(to: &room)
        room.append(beforeCompletion)
        room.append(end)
    }

    /// Appends what follows the times: the value of `completed_at` and the end of the object.
    static func appendCompletion(at moment: Timestamp?, to bytes: inout [UInt8]) {
        guard let moment else {
            append(end, to: &bytes)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        moment.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Moves behind a text if it stands at the place.
    private static func skip(
        _ text: StaticString,
        in original: UnsafeBufferPointer<UInt8>,
        at place: inout Int
    ) -> Bool {
        let count = text.utf8CodeUnitCount
        // Safe because only bytes between the place and the end are compared.
        guard let base = original.baseAddress, place + count <= original.count,
            memcmp(base + place, text.utf8Start, count) == 0
        else { return false }
        place += count
        return true
    }
}
