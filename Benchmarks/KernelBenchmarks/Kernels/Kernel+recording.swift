import Bytes
import Checkout
import CheckoutEngine
import Disks
import WriteAheadLog

/// Decide and log.
extension Kernel {
    /// Makes the bytes of a session.
    static let renderSession = Kernel("render-session", "a new session as JSON, 968 bytes", operations: 2000) {
        let newSession = SampleShop.newSession
        let id = SampleShop.sessionID(0)
        return { operations in
            for _ in 0..<operations {
                keep(
                    SessionRendering.render(
                        newSession,
                        id: id,
                        keyMode: .test,
                        baseURL: SampleShop.baseURL,
                        createdAt: SampleShop.now
                    )
                )
            }
        }
    }

    /// Asks the rules of sessions.
    static let decideExpiry = Kernel("decide-expiry", "whether an open session may expire", operations: 10_000) {
        let state = SessionState(opening: 5897, expiresAt: SampleShop.now + 86_400)
        return { operations in
            for _ in 0..<operations {
                keep(try? SessionRules.decide(.expire, on: state, at: SampleShop.now))
            }
        }
    }

    /// Makes the payload of a log record.
    static let writeRecord = Kernel("write-record", "the two events of a create as JSON", operations: 2000) {
        let created = SampleShop.createEvents(0, original: SampleShop.rendering(SampleShop.sessionID(0)))
        let events = [created.session, created.key]
        var writer = JSONWriter(reserving: 4096)
        return { operations in
            for _ in 0..<operations {
                LogRecordFormat.write(events, to: &writer)
            }
            keep(writer)
        }
    }

    /// Frames payloads and hands them to the system, sixteen at a time.
    static let appendRecord = Kernel(
        "append-record",
        "a create's record into the log, checksum included",
        operations: 1600
    ) {
        let folder = try ScratchFolder()
        defer { withExtendedLifetime(folder) {} }
        let log = try LogWriter(
            disk: POSIXDisk(path: folder.path),
            configuration: LocalEngine.log,
            nextSequence: 1,
            salt: 1
        )
        let created = SampleShop.createEvents(0, original: SampleShop.rendering(SampleShop.sessionID(0)))
        var writer = JSONWriter()
        LogRecordFormat.write([created.session, created.key], to: &writer)
        return { [payload = writer.bytes] operations in
            for number in 1...operations {
                precondition(log.admit(payload.count, from: .ordinary) == .granted, "the log has room")
                _ = log.append(payload, admitted: payload.count)
                if number.isMultiple(of: 16) { keep(try? log.commit()) }
            }
        }
    }
}
