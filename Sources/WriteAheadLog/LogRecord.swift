/// One record as it was read back.
package struct LogRecord: Sendable {
    /// Its place in the total order, from 1.
    package let sequence: UInt64

    /// Everything up to here was safe on the disk when this record was written.
    ///
    /// A reader beside a running server may trust records up to the highest of these.
    package let durableSequence: UInt64

    /// What was appended.
    package let payload: [UInt8]

    /// The segment it stands in.
    package let file: String

    /// Where its frame begins in the file, in bytes.
    package let offset: Int64
}
