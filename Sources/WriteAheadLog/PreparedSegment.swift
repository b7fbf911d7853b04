import Disks

/// A segment's file that has all its bytes as zeros on the disk, and no header and no name yet.
struct PreparedSegment: Sendable {
    let file: any DiskFile
    let bytes: Int64
}
