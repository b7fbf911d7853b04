import Checkout
import CheckoutEngine
import Snapshots

/// What was restored, for people and for programs.
struct RestoreReport {
    private let result: RestoreResult
    private let directory: String
    private let key: KeyTransfer

    init(_ result: RestoreResult, in directory: String, key: KeyTransfer) {
        self.result = result
        self.directory = directory
        self.key = key
    }

    /// Both forms.
    var reply: OperatorReply {
        let figures = result.figures
        var fields: [(String, Cell)] = [
            ("directory", .text(directory)),
            ("file", .text(result.file.fileName)),
            ("from_snapshot", Cell(result.base?.fileName)),
            ("from_log", .integer(Int64(result.records))),
            ("sequence", .integer(Int64(figures.sequence))),
            ("newest", .text(figures.newest.text)),
            ("merchants", .integer(Int64(figures.merchants))),
            ("keys", .integer(Int64(figures.keys))),
            ("sessions", .integer(Int64(figures.sessions.total))),
            ("events", .integer(Int64(figures.events))),
            ("payments", .integer(Int64(figures.payments))),
            ("subscriptions", .integer(Int64(figures.subscriptions))),
            ("idempotency_keys", .integer(Int64(figures.idempotencyKeys))),
            ("encryption_key", .text(key.rawValue)),
            ("is_whole", .boolean(result.loss == nil)),
        ]
        fields.append(("missing_from", result.loss.map { .integer(Int64($0.sequence)) } ?? .none))
        return Record(fields).reply
    }

    /// What could not be restored; nil if everything is there.
    var failure: Failure? {
        guard let loss = result.loss else { return nil }
        let passedOver = result.passedOver.map { "\($0)\n" }.joined()
        let text =
            "\(loss.reason)\nRecords from sequence \(loss.sequence) on could not be restored; all before them were."
        return Failure(passedOver + text, status: .damaged)
    }
}
