/// Why a text is no profile of callgrind's.
enum CallgrindFormatError: Error, Equatable {
    /// A line begins as it should and does not go on so.
    case lineMalformed(String)

    /// The total is missing: the program was watched by another tool, or did not come to its end.
    case summaryMissing

    /// Not one call of an allocation function, which here have other names than we know.
    case allocatorUnknown
}
