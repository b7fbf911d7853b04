import Simulation
import WriteAheadLog

extension SimulatedDisk {
    /// Takes out of the last segment where the log went on, as a crash may have done.
    func forgetSuccessor() {
        guard let last = try? LogReader.segments(on: self).last, var bytes = contents(of: last.name) else { return }
        bytes.replaceSubrange(48..<64, with: [UInt8](repeating: 0, count: 16))
        setContents(of: last.name, to: bytes)
    }
}
