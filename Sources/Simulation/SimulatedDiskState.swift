import Disks

/// Everything a simulated disk consists of: files by number, names, and what of both is not durable yet.
struct SimulatedDiskState: Sendable {
    /// A change of names.
    private enum NameChange {
        case create(String, Int)
        case rename(String, String)
        case remove(String)
    }

    var files: [SimulatedFileState] = []
    private(set) var names: [String: Int] = [:]
    private var durableNames: [String: Int] = [:]
    private var pendingChanges: [NameChange] = []
    var capacity: Int64
    var failures: [DiskOperation: Int] = [:]
    var nowSeconds: Int64 = 0

    init(capacity: Int64) {
        self.capacity = capacity
    }

    static func noSpace(_ operation: DiskOperation, _ name: String) -> DiskError {
        DiskError(.noSpace, "No space left on the simulated disk", operation: operation, file: name)
    }

    /// The sum of all named files' sizes.
    var usedBytes: Int64 {
        names.values.reduce(0) { $0 + Int64(files[$1].volatile.count) }
    }

    /// Counts an operation down to the failure that was asked for.
    mutating func count(_ operation: DiskOperation, _ name: String) throws(DiskError) {
        guard let left = failures[operation] else { return }
        failures[operation] = left > 1 ? left - 1 : nil
        if left <= 1 {
            throw DiskError(.inputOutput, "Input/output error, as asked for", operation: operation, file: name)
        }
    }

    func number(of name: String, _ operation: DiskOperation) throws(DiskError) -> Int {
        guard let number = names[name] else {
            throw DiskError(.notFound, "No such file", operation: operation, file: name)
        }
        return number
    }

    mutating func create(_ name: String) throws(DiskError) -> Int {
        try count(.open, name)
        guard names[name] == nil else {
            throw DiskError(.exists, "File exists", operation: .open, file: name)
        }
        files.append(SimulatedFileState(modifiedSeconds: nowSeconds))
        change(.create(name, files.count - 1))
        return files.count - 1
    }

    mutating func rename(_ name: String, to newName: String) throws(DiskError) {
        try count(.rename, name)
        _ = try number(of: name, .rename)
        change(.rename(name, newName))
    }

    mutating func remove(_ name: String) throws(DiskError) {
        try count(.remove, name)
        _ = try number(of: name, .remove)
        change(.remove(name))
    }

    mutating func write(
        _ bytes: [UInt8],
        to number: Int,
        at offset: Int64,
        _ operation: DiskOperation,
        _ name: String
    ) throws(DiskError) {
        let growth = max(0, offset + Int64(bytes.count) - Int64(files[number].volatile.count))
        // Asked first, since the sum is dear and most writes do not grow a file.
        guard growth == 0 || usedBytes + growth <= capacity else { throw Self.noSpace(operation, name) }
        files[number].write(bytes, at: Int(offset))
        files[number].modifiedSeconds = nowSeconds
    }

    mutating func truncate(_ number: Int, to size: Int) {
        files[number].truncate(to: size)
        files[number].modifiedSeconds = nowSeconds
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
        var survivors = SimulatedDiskState(capacity: capacity)
        survivors.nowSeconds = nowSeconds
        var kept = durableNames
        for change in pendingChanges.prefix(Int.random(in: 0...pendingChanges.count, using: &random)) {
            Self.apply(change, to: &kept)
        }
        for (name, number) in kept.sorted(by: { $0.key < $1.key }) {
            survivors.files.append(files[number].afterCrash(using: &random))
            survivors.names[name] = survivors.files.count - 1
        }
        survivors.durableNames = survivors.names
        return survivors
    }

    private mutating func change(_ change: NameChange) {
        Self.apply(change, to: &names)
        pendingChanges.append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Int]) {
        switch change {
        case .create(let name, let number): names[name] = number
        case .rename(let name, let newName): names[newName] = names.removeValue(forKey: name)
        case .remove(let name): names[name] = nil
        }
    }
}
