/// Why bytes are no reply that the service may send.
enum ResponseFault: Error, Equatable {
    case statusLineInvalid
    case fieldInvalid

    /// A line ends in LF without CR.
    case lineEndInvalid
    case headTooLarge

    /// `Content-Length` is there twice, or is no number, or one that is too large.
    case lengthInvalid
    case lengthMissing

    /// `Transfer-Encoding`, which the service uses for none of the replies that are asked for here.
    case encodingUnsupported

    /// More bytes than the reply has, though nothing else was asked.
    case surplus
}
