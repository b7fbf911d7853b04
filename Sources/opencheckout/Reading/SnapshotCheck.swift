import CheckoutEngine
import Disks
import Snapshots

/// Reads a snapshot from end to end and says what is wrong with it.
enum SnapshotCheck {
    /// The report; nil if the snapshot has been removed meanwhile, as a running server removes outdated ones.
    static func report(on name: SnapshotName, _ disk: any Disk, _ progress: ProgressLine) throws -> FileReport? {
        var survey = SnapshotSurvey()
        do {
            try survey.read(name, on: disk) { done, total in progress.tell("checking \(name)", done, of: total) }
            return FileReport(file: name.fileName, records: survey.records)
        } catch let error as SnapshotError {
            let cause = error.cause as? DiskError
            guard cause?.code != .notFound else { return nil }
            // A device that cannot read a file has damaged it; anything else is a failure of this command.
            guard cause == nil || cause?.code == .inputOutput, error.code != .outOfMemory else { throw error }
            let line = error.line.map { "line \($0): " } ?? ""
            let problem = line + error.message
            return FileReport(file: name.fileName, records: survey.records, offset: error.offset, problem: problem)
        } catch let error as DiskError {
            throw error
        } catch {
            return FileReport(file: name.fileName, records: survey.records, problem: "\(error)")
        }
    }
}
