import Disks
import Foundation
import Synchronization
import TestTools
import Testing

@Suite struct POSIXDiskTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    @Test func `keeps the contract of disks`() throws {
        try DiskContract.check(POSIXDisk(path: folder.path))
    }

    @Test func `a directory that is not there is not found`() throws {
        let error = #expect(throws: DiskError.self) { _ = try POSIXDisk(path: folder.file("absent")) }
        #expect(error?.code == .notFound)
        #expect(error?.message == "No such file or directory")
    }

    @Test func `a file in place of the directory is refused`() throws {
        try Data().write(to: URL(fileURLWithPath: folder.file("plain")))
        let error = #expect(throws: DiskError.self) { _ = try POSIXDisk(path: folder.file("plain")) }
        #expect(error?.code == .other(ENOTDIR))
    }

    @Test func `a new file is its owner's alone`() throws {
        _ = try POSIXDisk(path: folder.path).open("private", .create)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("private"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a symbolic link is not followed`() throws {
        let target = folder.file("target")
        try Data("x".utf8).write(to: URL(fileURLWithPath: target))
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: target)
        let error = #expect(throws: DiskError.self) {
            _ = try POSIXDisk(path: folder.path).open("link", .read)
        }
        #expect(error?.code == .other(ELOOP))
    }

    @Test func `stays with its directory when that is renamed`() throws {
        let inner = folder.file("inner")
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
        let disk = try POSIXDisk(path: inner)
        try FileManager.default.moveItem(atPath: inner, toPath: folder.file("moved"))
        _ = try disk.open("file", .create)
        #expect(FileManager.default.fileExists(atPath: folder.file("moved/file")))
    }

    @Test func `a closed file fails and says which`() throws {
        let file = try POSIXDisk(path: folder.path).open("closed", .create)
        file.close()
        let error = #expect(throws: DiskError.self) { try file.synchronize() }
        #expect(error == DiskError(.other(EBADF), "Bad file descriptor", operation: .synchronize, file: "closed"))
    }

    @Test func `a write where the device is full says so`() throws {
        // The one file of every Linux that is always full.
        let file = try POSIXDisk(path: "/dev").open("full", .readWrite)
        let error = #expect(throws: DiskError.self) { try file.write([1], at: 0) }
        #expect(error?.code == .noSpace)
    }

    #if DEBUG
    @Test func `fault points come in pairs around each operation`() throws {
        let seen = Mutex<[String]>([])
        let disk = try POSIXDisk(path: folder.path) { point, file in
            seen.withLock { $0.append("\(point) \(file)") }
        }
        let file = try disk.open("file", .create)
        try file.write([1], at: 0)
        try file.synchronize()
        try disk.rename("file", to: "other")
        #expect(
            seen.withLock { $0 } == [
                "before-open file", "after-open file", "before-write file", "after-write file",
                "before-synchronize file", "after-synchronize file", "before-rename file", "after-rename file",
            ]
        )
    }

    @Test func `an error thrown at a fault point is the operation's`() throws {
        let disk = try POSIXDisk(path: folder.path) { point, file throws(DiskError) in
            if point == FaultPoint(.before, .synchronize) {
                throw DiskError(.inputOutput, "asked for", operation: .synchronize, file: file)
            }
        }
        let file = try disk.open("file", .create)
        let error = #expect(throws: DiskError.self) { try file.synchronize() }
        #expect(error?.code == .inputOutput)
    }
    #endif
}
