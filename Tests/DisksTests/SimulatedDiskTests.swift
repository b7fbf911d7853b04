import Disks
import Simulation
import Synchronization
import Testing

@Suite struct SimulatedDiskTests {
    private let seeds = UInt64(0)..<200

    @Test func `keeps the contract of disks`() throws {
        try DiskContract.check(SimulatedDisk())
    }

    @Test func `what was synced is there after every crash`() throws {
        for seed in seeds {
            let disk = SimulatedDisk()
            let file = try disk.open("file", .create)
            try file.write([UInt8](repeating: 1, count: 5000), at: 0)
            try file.synchronize()
            try disk.synchronizeDirectory()
            try file.write([UInt8](repeating: 2, count: 5000), at: 5000)
            let left = try #require(disk.crash(seed: seed).contents(of: "file"), "seed \(seed)")
            #expect(left.prefix(5000) == ArraySlice(repeating: 1, count: 5000), "seed \(seed)")
        }
    }

    @Test func `what was not synced is lost, kept, torn or out of order, by the seed`() throws {
        let disk = SimulatedDisk()
        let file = try disk.open("file", .create)
        try disk.synchronizeDirectory()
        try file.write([UInt8](repeating: 1, count: 4096), at: 0)
        var kinds: Set<String> = []
        for seed in seeds {
            let left = disk.crash(seed: seed).contents(of: "file") ?? []
            let sectors = stride(from: 0, to: left.count, by: 512).map { left[$0] == 1 }
            for start in stride(from: 0, to: left.count, by: 512) {
                #expect(Set(left[start..<min(start + 512, left.count)]).count == 1, "seed \(seed): a sector is whole")
            }
            let front = sectors.prefix { $0 }.count
            let hasHoles = sectors.dropFirst(front).contains(true)
            kinds.insert(sectors.isEmpty ? "lost" : front == 8 ? "kept" : hasHoles ? "holes" : "torn")
        }
        #expect(kinds == ["lost", "kept", "torn", "holes"])
    }

    @Test func `the same seed leaves the same disk`() throws {
        let disk = SimulatedDisk()
        let file = try disk.open("file", .create)
        try disk.synchronizeDirectory()
        for block in 0..<20 { try file.write([UInt8](repeating: UInt8(block), count: 700), at: Int64(block * 600)) }
        for seed in seeds {
            #expect(
                disk.crash(seed: seed).contents(of: "file") == disk.crash(seed: seed).contents(of: "file"),
                "seed \(seed)"
            )
        }
    }

    @Test func `a name is safe only after the directory's sync, and a file's names change in order`() throws {
        let disk = SimulatedDisk()
        try disk.open("old", .create).synchronize()
        try disk.synchronizeDirectory()
        try disk.open("new", .create).synchronize()
        try disk.remove("old")
        var seen: Set<[String]> = []
        for seed in seeds { seen.insert(try disk.crash(seed: seed).list()) }
        #expect(seen == [["old"], ["new", "old"], ["new"], []])
        try disk.synchronizeDirectory()
        for seed in seeds { #expect(try disk.crash(seed: seed).list() == ["new"], "seed \(seed)") }
    }

    @Test func `a full disk refuses, and takes again after a removal`() throws {
        let disk = SimulatedDisk(capacity: 1000)
        try disk.open("big", .create).write([UInt8](repeating: 1, count: 900), at: 0)
        let file = try disk.open("small", .create)
        let error = #expect(throws: DiskError.self) { try file.allocateZeroed(from: 0, count: 200) }
        #expect(error?.code == .noSpace)
        #expect(try file.size() == 100)
        try disk.remove("big")
        try file.allocateZeroed(from: 100, count: 900)
        #expect(disk.usedBytes == 1000)
    }

    @Test func `the write that was asked to fails, and no other`() throws {
        let disk = SimulatedDisk()
        let file = try disk.open("file", .create)
        disk.fail(.write, after: 2)
        try file.write([1], at: 0)
        let error = #expect(throws: DiskError.self) { try file.write([2], at: 1) }
        #expect(error?.code == .inputOutput)
        try file.write([3], at: 2)
    }

    @Test func `after a failed sync a later one proves nothing`() throws {
        var kinds: Set<[UInt8]> = []
        for seed in seeds {
            let disk = SimulatedDisk(seed: seed)
            let file = try disk.open("file", .create)
            try disk.synchronizeDirectory()
            try file.write([1], at: 0)
            disk.fail(.synchronize, after: 1)
            #expect(throws: DiskError.self) { try file.synchronize() }
            try file.synchronize()
            #expect(disk.contents(of: "file") == [1])
            kinds.insert(disk.crash(seed: 0).contents(of: "file") ?? [])
            #expect(disk.crash(seed: 0).contents(of: "file") == disk.crash(seed: 1).contents(of: "file"))
        }
        #expect(kinds == [[], [1]])
    }

    @Test func `a failed operation may have been done`() throws {
        var seen: Set<[String]> = []
        for seed in seeds {
            let disk = SimulatedDisk(seed: seed)
            try disk.open("old", .create).close()
            disk.fail(.rename, after: 1)
            #expect(throws: DiskError.self) { try disk.rename("old", to: "new") }
            seen.insert(disk.names)
        }
        #expect(seen == [["old"], ["new"]])
    }

    @Test func `the n-th operation of all fails, with the error that was asked for`() throws {
        let disk = SimulatedDisk()
        disk.fail(nil, after: 3, with: .noSpace)
        let file = try disk.open("file", .create)
        #expect(try disk.list() == ["file"])
        let error = #expect(throws: DiskError.self) { try file.write([1, 2, 3, 4], at: 0) }
        #expect(error?.code == .noSpace)
        try file.write([1, 2, 3, 4], at: 0)
        disk.fail(nil, after: 1)
        #expect(disk.failNoMore() == 1)
        _ = try disk.list()
    }

    @Test func `each file's names survive by themselves, a rename only with what it renames`() throws {
        let disk = SimulatedDisk()
        try disk.open("a.tmp", .create).synchronize()
        try disk.open("b.tmp", .create).synchronize()
        try disk.rename("a.tmp", to: "a")
        try disk.rename("b.tmp", to: "b")
        var seen: Set<[String]> = []
        for seed in seeds { seen.insert(disk.crash(seed: seed).names) }
        let states: [[String]] = [[], ["a.tmp"], ["a"]]
        #expect(seen == Set(states.flatMap { a in states.map { b in a + b.map { "b" + $0.dropFirst() } } }))
    }

    @Test func `a killed process leaves what it wrote, and nothing becomes durable by it`() throws {
        let disk = SimulatedDisk()
        let file = try disk.open("file", .create)
        try file.write([1], at: 0)
        let left = disk.copy()
        try file.write([2], at: 0)
        #expect(left.contents(of: "file") == [1])
        let names = Set(seeds.map { left.crash(seed: $0).names })
        #expect(names == [[], ["file"]])
    }

    @Test func `an observer is told before and after each operation`() throws {
        let disk = SimulatedDisk()
        let seen = Mutex<[String]>([])
        disk.observe { moment, operation, name in seen.withLock { $0.append("\(moment) \(operation) \(name)") } }
        let file = try disk.open("file", .create)
        disk.fail(.synchronize, after: 1)
        #expect(throws: DiskError.self) { try file.synchronize() }
        disk.observe(nil)
        try file.synchronize()
        #expect(
            seen.withLock { $0 } == [
                "before open file", "after open file", "before synchronize file", "after synchronize file",
            ]
        )
    }
}
