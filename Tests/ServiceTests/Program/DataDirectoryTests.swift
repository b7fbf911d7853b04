import CheckoutEngine
import Cryptography
import Disks
import Foundation
import TestTools
import Testing

@testable import opencheckout

/// The data directory's holder, its mode, and the encryption key in it.
struct DataDirectoryTests {
    @Test func `a directory that is not there is made, for its owner only`() throws {
        let folder = try TemporaryDirectory()
        let directory = try Self.hold(folder.file("data"))
        #expect(try Self.mode(of: directory.path) == 0o700)
        #expect(try Self.mode(of: directory.path + "/LOCK") == 0o600)
    }

    @Test func `a directory that others could enter is closed to them`() throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let directory = try Self.hold(folder.path)
        #expect(try Self.mode(of: directory.path) == 0o700)
    }

    @Test func `files of ours that others could read are closed to them, and others' are left`() throws {
        let folder = try TemporaryDirectory()
        let ours = [
            "encryption.key", "snapshot-00000000000000000001.jsonl.gz", "wal-00000000000000000001.log", "wal-next.tmp",
        ]
        for name in ours + ["README.md"] {
            try Data().write(to: URL(fileURLWithPath: folder.file(name)))
            let mode = name == "wal-next.tmp" ? 0o600 : 0o664
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file(name))
        }
        let directory = try Self.hold(folder.path)
        #expect(directory.tightened == Array(ours.dropLast()))
        for name in ours { #expect(try Self.mode(of: folder.file(name)) == 0o600) }
        #expect(try Self.mode(of: folder.file("README.md")) == 0o664)
    }

    @Test func `a link in a file's place is not followed`() throws {
        let folder = try TemporaryDirectory()
        let elsewhere = folder.file("elsewhere")
        try Data().write(to: URL(fileURLWithPath: elsewhere))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: elsewhere)
        let link = folder.file("wal-00000000000000000001.log")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: elsewhere)
        #expect(try Self.hold(folder.path).tightened == [])
        #expect(try Self.mode(of: elsewhere) == 0o644)
    }

    @Test func `a second holder is told who has it, until the first lets go`() throws {
        let folder = try TemporaryDirectory()
        do {
            let first = try Self.hold(folder.path)
            guard case .inUse(let holder) = try DataDirectory.hold(first.path) else {
                Issue.record("two hold one directory")
                return
            }
            #expect(holder == "process \(ProcessInfo.processInfo.processIdentifier)")
        }
        _ = try Self.hold(folder.path)
    }

    @Test func `a file, and a folder in a folder that is not there, are no data directories`() throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("file")
        try Data().write(to: URL(fileURLWithPath: file))
        for path in [file, folder.file("missing/data")] {
            let failure = try #require(throws: Failure.self) { try DataDirectory.hold(path) }
            #expect(failure.description.contains(path))
            #expect(failure.status == .failed)
        }
    }

    @Test func `the environment's key outweighs a file's, and a file's the directory's`() throws {
        let folder = try TemporaryDirectory()
        let directory = try Self.hold(folder.path)
        let made = try Self.key(directory)
        #expect(made.isInDataDirectory)
        #expect(made.bytes.count == 32)
        #expect(try Self.key(directory).bytes == made.bytes, "made once")
        #expect(try Self.mode(of: folder.file("encryption.key")) == 0o600)

        let file = folder.file("other.key")
        try Data((String(repeating: "Ab", count: 32) + "\n").utf8).write(to: URL(fileURLWithPath: file))
        let fromFile = try Self.key(directory, file: file)
        #expect(fromFile.bytes == [UInt8](repeating: 0xAB, count: 32))
        #expect(!fromFile.isInDataDirectory)
        let digits = String(repeating: "01", count: 32)
        let fromEnvironment = try Self.key(directory, [EncryptionKey.variable: digits], file: file)
        #expect(fromEnvironment.bytes == [UInt8](repeating: 1, count: 32))
        #expect(!fromEnvironment.isInDataDirectory)
    }

    @Test func `a key of another length or form is refused by its source, and never shown`() throws {
        let folder = try TemporaryDirectory()
        let directory = try Self.hold(folder.path)
        let path = folder.file("bad.key")
        for text in ["", "0102", String(repeating: "0g", count: 32), String(repeating: "01", count: 33)] {
            let named = try #require(throws: Failure.self) { try Self.key(directory, [EncryptionKey.variable: text]) }
            #expect(named.description.contains(EncryptionKey.variable), "\(named)")
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let read = try #require(throws: Failure.self) { try Self.key(directory, file: path) }
            #expect(read.description.contains(path), "\(read)")
            #expect(text.isEmpty || !read.description.contains(text))
        }
        let missing = try #require(throws: Failure.self) { try Self.key(directory, file: folder.file("none")) }
        #expect(missing.description.contains("none"))
    }

    @Test func `no new key is made for data that was written under another one`() throws {
        let folder = try TemporaryDirectory()
        let directory = try Self.hold(folder.path)
        try Data().write(to: URL(fileURLWithPath: folder.file("wal-00000000000000000001.log")))
        let failure = try #require(throws: Failure.self) { try Self.key(directory) }
        #expect(failure.status == .damaged)
        #expect(!FileManager.default.fileExists(atPath: folder.file("encryption.key")))
    }

    @Test func `a README is no data, and a key that a crash left unfinished is made again`() throws {
        let folder = try TemporaryDirectory()
        let directory = try Self.hold(folder.path)
        for name in ["README.md", "encryption.key.new"] {
            try Data("half".utf8).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        #expect(try Self.key(directory).isInDataDirectory)
        #expect(try Self.key(directory).bytes.count == 32)
    }

    @Test(arguments: [.inputOutput, .noSpace] as [DiskError.Code])
    func `whichever call fails while a key is put down, it is there whole or not at all`(code: DiskError.Code) throws {
        let key = [UInt8](repeating: 9, count: SecretVault.keyBytes)
        var number = 0
        var isMet = true
        while isMet {
            number += 1
            let folder = try TemporaryDirectory()
            let call = FailingCall(number, code)
            do {
                try EncryptionKey.store(key, on: call.disk(at: folder.path))
                isMet = call.isMet
                #expect(!isMet, "call \(number) is told")
            } catch let error as DiskError {
                #expect(error.code == code, "call \(number)")
            }
            let path = folder.file(EncryptionKey.fileName)
            if FileManager.default.fileExists(atPath: path) { #expect(try EncryptionKey.read(path) == key) }
            try EncryptionKey.store(key, on: try POSIXDisk(path: folder.path))
            #expect(try EncryptionKey.read(path) == key, "call \(number)")
        }
        #expect(number > 5)
    }

    private static func hold(_ path: String) throws -> DataDirectory {
        guard case .held(let directory) = try DataDirectory.hold(path) else {
            throw Failure("\(path) is in use")
        }
        return directory
    }

    private static func key(
        _ directory: DataDirectory,
        _ environment: [String: String] = [:],
        file: String? = nil
    ) throws -> EncryptionKey {
        try EncryptionKey(for: directory, environment: environment, file: file, random: .system())
    }

    private static func mode(of path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
}
