import OutboundHTTP

extension OutboundLimits {
    /// Long enough for whatever comes at all, on a machine that has much else to do.
    static let patient = OutboundLimits(connect: .seconds(120), whole: .seconds(120), idleConnection: .seconds(240))

    /// The same, but for an answer, which never comes.
    static let impatient = OutboundLimits(connect: .seconds(120), whole: .milliseconds(300))
}
