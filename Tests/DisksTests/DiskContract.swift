import Disks
import Testing

/// What every `Disk` promises, as checks that any implementation can be run through with an empty directory.
enum DiskContract {
    /// Runs all of it.
    static func check(_ disk: any Disk) throws {
        try checkContent(disk)
        try checkNames(disk)
        try checkRefusals(disk)
        try checkAllocation(disk)
        try checkOpenFiles(disk)
    }

    private static func checkContent(_ disk: any Disk) throws {
        let file = try disk.open("content", .create)
        #expect(try file.size() == 0)
        try file.write([1, 2, 3], at: 0)
        try file.write([9], at: 5)
        #expect(try file.bytes(at: 0, count: 10) == [1, 2, 3, 0, 0, 9])
        #expect(try file.bytes(at: 4, count: 1) == [0])
        #expect(try file.bytes(at: 6, count: 1) == [])
        #expect(try file.bytes(at: 60, count: 1) == [])
        try file.write([7, 7], at: 1)
        #expect(try file.bytes(at: 0, count: 10) == [1, 7, 7, 0, 0, 9])
        try file.synchronize()
        #expect(try file.size() == 6)
        #expect(try disk.status(of: "content").bytes == 6)
        try file.truncate(to: 2)
        try file.truncate(to: 4)
        #expect(try file.bytes(at: 0, count: 10) == [1, 7, 0, 0])
        file.close()
        file.close()
        try disk.remove("content")
    }

    private static func checkNames(_ disk: any Disk) throws {
        #expect(try disk.list() == [])
        for name in ["b", "a", "c"] { try disk.open(name, .create).write(Array(name.utf8), at: 0) }
        #expect(try disk.list() == ["a", "b", "c"])
        try disk.rename("a", to: "b")
        #expect(try disk.list() == ["b", "c"])
        #expect(try disk.open("b", .read).bytes(at: 0, count: 2) == Array("a".utf8))
        #expect(try disk.exists("b"))
        #expect(try !disk.exists("a"))
        try disk.synchronizeDirectory()
        try disk.remove("b")
        try disk.remove("c")
        #expect(try disk.list() == [])
    }

    private static func checkRefusals(_ disk: any Disk) throws {
        let absent: [(DiskOperation, () throws -> Void)] = [
            (.open, { _ = try disk.open("absent", .read) }),
            (.open, { _ = try disk.open("absent", .readWrite) }),
            (.status, { _ = try disk.status(of: "absent") }),
            (.rename, { try disk.rename("absent", to: "present") }),
            (.remove, { try disk.remove("absent") }),
        ]
        for (operation, call) in absent {
            let error = #expect(throws: DiskError.self) { try call() }
            #expect(error?.code == .notFound)
            #expect(error?.operation == operation)
            #expect(error?.file == "absent")
        }
        try disk.open("present", .create).write([1], at: 0)
        let error = #expect(throws: DiskError.self) { _ = try disk.open("present", .create) }
        #expect(error?.code == .exists)
        #expect(try disk.open("present", .read).bytes(at: 0, count: 2) == [1])
        try disk.remove("present")
    }

    private static func checkAllocation(_ disk: any Disk) throws {
        let file = try disk.open("allocated", .create)
        let count = 3 << 20 | 5
        try file.allocateZeroed(from: 0, count: Int64(count))
        try file.allocateZeroed(from: Int64(count), count: 3)
        #expect(try file.size() == Int64(count + 3))
        #expect(try file.bytes(at: 0, count: count + 9) == [UInt8](repeating: 0, count: count + 3))
        try disk.remove("allocated")
    }

    private static func checkOpenFiles(_ disk: any Disk) throws {
        let file = try disk.open("first", .create)
        try disk.rename("first", to: "second")
        try file.write([1], at: 0)
        #expect(try disk.open("second", .read).bytes(at: 0, count: 2) == [1])
        try disk.remove("second")
        try file.write([2], at: 1)
        #expect(try file.bytes(at: 0, count: 3) == [1, 2])
        try file.synchronize()
    }
}
