import Disks

/// Everything a simulated disk consists of: files by number, names, and what of both is not durable yet.
struct SimulatedDiskState: Sendable {
    /// A change of names, and the number of the file that it is about.
    private struct NameChange {
        /// What is done to a name.
        enum Kind {
            case create(String)
            case rename(String, to: String)
            case remove(String)
        }

        let kind: Kind
        let file: Int
    }

    var files: [SimulatedFileState] = []
    private(set) var names: [String: Int] = [:]
    private var durableNames: [String: Int] = [:]
    private var pendingChanges: [NameChange] = []
    var capacity: Int64
    var failures: [DiskFailure] = []
    var nowSeconds: Int64 = 0
    private var random: SeededGenerator

    init(capacity: Int64, seed: UInt64) {
        self.capacity = capacity
        random = SeededGenerator(seed: seed)
    }

    static func noSpace(_ operation: DiskOperation, _ name: String) -> DiskError {
        DiskError(.noSpace, "No space left on the simulated disk", operation: operation, file: name)
    }

    /// The sum of all named files' sizes.
    var usedBytes: Int64 {
        names.values.reduce(0) { $0 + Int64(files[$1].volatile.count) }
    }

    /// Counts an operation down to the failure that was asked for, which is returned.
    mutating func failure(of operation: DiskOperation, _ name: String) -> DiskError? {
        var failure: DiskError?
        for index in failures.indices where failures[index].counts(operation) {
            failures[index].left -= 1
            guard failures[index].left == 0 else { continue }
            let message = failures[index].code == .noSpace ? "No space left" : "Input/output error"
            failure = DiskError(failures[index].code, "\(message), as asked for", operation: operation, file: name)
        }
        failures.removeAll { $0.left <= 0 }
        return failure
    }

    /// Counts an operation that changes nothing, or nothing when it fails.
    mutating func count(_ operation: DiskOperation, _ name: String) throws(DiskError) {
        if let failure = failure(of: operation, name) { throw failure }
    }

    /// Counts an operation that may be done although it fails.
    private mutating func count(
        _ operation: DiskOperation,
        _ name: String,
        _ work: (inout SimulatedDiskState) throws(DiskError) -> Void
    ) throws(DiskError) {
        guard let failure = failure(of: operation, name) else { return try work(&self) }
        if flipsCoin() { try work(&self) }
        throw failure
    }

    /// Decides by the disk's seed.
    mutating func flipsCoin() -> Bool {
        Bool.random(using: &random)
    }

    /// How much of a failed operation is done, by the disk's seed.
    mutating func part(of count: Int) -> Int {
        Int.random(in: 0...count, using: &random)
    }

    func number(of name: String, _ operation: DiskOperation) throws(DiskError) -> Int {
        guard let number = names[name] else {
            throw DiskError(.notFound, "No such file", operation: operation, file: name)
        }
        return number
    }

    mutating func create(_ name: String) throws(DiskError) -> Int {
        try count(.open, name) { state throws(DiskError) in
            guard state.names[name] == nil else {
                throw DiskError(.exists, "File exists", operation: .open, file: name)
            }
            state.files.append(SimulatedFileState(modifiedSeconds: state.nowSeconds))
            state.change(.create(name), of: state.files.count - 1)
        }
        return files.count - 1
    }

    mutating func rename(_ name: String, to newName: String) throws(DiskError) {
        try count(.rename, name) { state throws(DiskError) in
            state.change(.rename(name, to: newName), of: try state.number(of: name, .rename))
        }
    }

    mutating func remove(_ name: String) throws(DiskError) {
        try count(.remove, name) { state throws(DiskError) in
            state.change(.remove(name), of: try state.number(of: name, .remove))
        }
    }

    /// Writes what fits.
    mutating func write(
        _ bytes: [UInt8],
        to number: Int,
        at offset: Int64,
        _ operation: DiskOperation,
        _ name: String
    ) throws(DiskError) {
        let lacking = lacking(for: bytes.count, in: number, at: offset)
        files[number].write(lacking == 0 ? bytes : Array(bytes.dropLast(lacking)), at: Int(offset))
        files[number].modifiedSeconds = nowSeconds
        if lacking > 0 { throw Self.noSpace(operation, name) }
    }

    /// Writes as many zeros as fit.
    mutating func zero(_ count: Int, of number: Int, at offset: Int64, _ name: String) throws(DiskError) {
        let lacking = lacking(for: count, in: number, at: offset)
        files[number].zero(Int(offset)..<Int(offset) + max(0, count - lacking))
        files[number].modifiedSeconds = nowSeconds
        if lacking > 0 { throw Self.noSpace(.allocate, name) }
    }

    /// How many of so many bytes do not fit.
    private func lacking(for count: Int, in number: Int, at offset: Int64) -> Int {
        let growth = max(0, offset + Int64(count) - Int64(files[number].volatile.count))
        // Asked first, since the sum is dear and most writes do not grow a file.
        return growth == 0 ? 0 : Int(max(0, usedBytes + growth - capacity))
    }

    mutating func truncate(_ number: Int, to size: Int, _ name: String) throws(DiskError) {
        try count(.truncate, name) { state throws(DiskError) in
            state.files[number].truncate(to: size)
            state.files[number].modifiedSeconds = state.nowSeconds
        }
    }

    /// A sync of a file failed.
    mutating func forgetPending(of number: Int) {
        files[number].forgetPending(using: &random)
    }

    mutating func setContents(of name: String, to bytes: [UInt8]) {
        var file = SimulatedFileState(modifiedSeconds: nowSeconds)
        file.write(bytes, at: 0)
        file.synchronize()
        if let number = names[name] {
            files[number] = file
        } else {
            files.append(file)
            names[name] = files.count - 1
        }
        durableNames[name] = names[name]
    }

    mutating func synchronizeDirectory() {
        durableNames = names
        pendingChanges = []
    }

    /// What is left when the power fails: by the seed, at most what was asked for and at least what was synced.
    func afterCrash(seed: UInt64) -> SimulatedDiskState {
        var random = SeededGenerator(seed: seed)
        var survivors = SimulatedDiskState(capacity: capacity, seed: random.next())
        survivors.nowSeconds = nowSeconds
        var kept = durableNames
        for change in survivingChanges(using: &random) { Self.apply(change, to: &kept) }
        for (name, number) in kept.sorted(by: { $0.key < $1.key }) {
            survivors.files.append(files[number].afterCrash(using: &random))
            survivors.names[name] = survivors.files.count - 1
        }
        survivors.durableNames = survivors.names
        return survivors
    }

    private func survivingChanges(using random: inout SeededGenerator) -> [NameChange] {
        guard Bool.random(using: &random) else {
            return Array(pendingChanges.prefix(Int.random(in: 0...pendingChanges.count, using: &random)))
        }
        // Of each file's changes a front: what the first lost one led to is lost too.
        var lost: Set<Int> = []
        return pendingChanges.filter { change in
            if Int.random(in: 0..<4, using: &random) == 0 { lost.insert(change.file) }
            return !lost.contains(change.file)
        }
    }

    private mutating func change(_ kind: NameChange.Kind, of file: Int) {
        let change = NameChange(kind: kind, file: file)
        Self.apply(change, to: &names)
        pendingChanges.append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Int]) {
        switch change.kind {
        case .create(let name): names[name] = change.file
        case .rename(let name, let newName):
            names[name] = nil
            names[newName] = change.file
        case .remove(let name): names[name] = nil
        }
    }
}
