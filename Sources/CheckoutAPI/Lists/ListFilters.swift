/// What a list can be narrowed by: read from a query, and carried by the list's cursors.
package protocol ListFilters: Sendable {
    /// The names of the filters in a query, in the order of the documentation.
    static var names: [String] { get }

    /// The first byte of the list's cursors: another one for each list, so that no cursor is taken for that of another.
    static var cursorVersion: UInt8 { get }

    /// Reads the filters that are given; what is wrong with them is noted in the query.
    init(reading query: inout QueryParameters)

    /// Reads filters out of a cursor that was made here; nil for those of another version.
    init?(payload: ArraySlice<UInt8>)

    /// Appends the filters to a cursor.
    func append(to payload: inout [UInt8])

    /// The names of those that are others than these.
    func differences(from others: Self) -> [String]
}
