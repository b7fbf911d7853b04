import Disks

/// What retention asks of the log.
extension LogWriter {
    /// The segments in the directory, oldest first; the last one is being written.
    package func segments() throws(LogError) -> [LogSegment] {
        try LogReader.segments(on: disk)
    }

    /// Removes every segment all of whose records are at or before a sequence; says how many.
    ///
    /// Oldest first, so that a crash leaves no gap. The last segment stays. The room gained is offered to a log that is
    /// read-only.
    package func removeSegments(through sequence: UInt64) throws(LogError) -> Int {
        var removed = 0
        do {
            let firsts = try SegmentName.firstSequences(on: disk)
            for (first, next) in zip(firsts, firsts.dropFirst()) where next <= sequence + 1 {
                try disk.remove(SegmentName.name(first: first))
                try disk.synchronizeDirectory()
                removed += 1
            }
        } catch {
            throw LogError(error)
        }
        if removed > 0 { retryAllocation() }
        return removed
    }
}
