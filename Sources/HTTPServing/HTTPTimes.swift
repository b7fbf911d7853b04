import Reactors

/// The limits in time, in nanoseconds as the clock counts.
struct HTTPTimes {
    let head: Int64
    let body: Int64
    let idle: Int64
    let writeStall: Int64
    let linger: Int64

    init(_ limits: HTTPLimits) {
        head = limits.headTime.wholeNanoseconds
        body = limits.bodyTime.wholeNanoseconds
        idle = limits.idleTime.wholeNanoseconds
        writeStall = limits.writeStallTime.wholeNanoseconds
        linger = limits.lingerTime.wholeNanoseconds
    }
}
