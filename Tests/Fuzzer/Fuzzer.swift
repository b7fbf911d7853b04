import Fuzzing
import Glibc

/// What libFuzzer calls, input by input; `FUZZ_TARGET` in the environment says for whom.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // Safe because libFuzzer keeps the bytes for as long as the call lasts.
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let finding = target.finding(in: input) { preconditionFailure(finding) }
    return 0
}

private let target: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
        preconditionFailure("FUZZ_TARGET names one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()
