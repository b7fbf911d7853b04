#if DEBUG
/// A moment right before or right after a file operation, at which a test can stop the world or make the call fail.
///
/// Exists in debug builds only: a release has neither the type nor the calls.
package struct FaultPoint: Sendable, Hashable, CustomStringConvertible {
    /// Which side of the operation.
    package enum Moment: String, Sendable, CaseIterable {
        /// Nothing was done yet.
        case before
        /// The operation succeeded, and its caller does not know yet.
        case after
    }

    /// What is looked at when a point is reached: the point and the file's name; an error thrown here is the
    /// operation's.
    package typealias Hook = @Sendable (_ point: FaultPoint, _ file: String) throws(DiskError) -> Void

    /// Which side of the operation.
    package let moment: Moment

    /// The operation.
    package let operation: DiskOperation

    /// A point by its parts.
    package init(_ moment: Moment, _ operation: DiskOperation) {
        self.moment = moment
        self.operation = operation
    }

    /// The point's name, such as `before-synchronize`.
    package var description: String { "\(moment.rawValue)-\(operation.rawValue)" }
}
#endif
