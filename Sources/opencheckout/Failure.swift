import ArgumentParser
import CheckoutEngine
import Foundation
import WriteAheadLog

/// Ends the program with a sentence on standard error and an exit status.
struct Failure: Error, CustomStringConvertible {
    /// What the program exits with.
    enum Status: Int32 {
        case failed = 1
        case damaged = 2
    }

    let status: Status
    let description: String

    init(_ description: String, status: Status = .failed) {
        self.description = description
        self.status = status
    }

    /// What could not be recovered, and what to do about it.
    init(_ error: RecoveryError, dataDirectory: String) {
        let lines =
            ["cannot start on \(dataDirectory): \(error)"] + RecoveryAdvice(for: dataDirectory).lines(about: error)
        self.init(lines.joined(separator: "\n"), status: error.isDiskTrouble ? .failed : .damaged)
    }
}

extension ParsableCommand {
    /// Runs a command's body; what it throws is said on standard error and becomes the exit status.
    func exiting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as Failure {
            FileHandle.standardError.write(Data("opencheckout: \(failure)\n".utf8))
            throw ExitCode(failure.status.rawValue)
        } catch let error as ValidationError {
            throw error
        } catch let code as ExitCode {
            throw code
        } catch {
            FileHandle.standardError.write(Data("opencheckout: \(error)\n".utf8))
            throw ExitCode(Failure.Status.failed.rawValue)
        }
    }
}
