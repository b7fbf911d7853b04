import CheckoutEngine
import Foundation
import TestTools
import Testing

@testable import opencheckout

/// The command that a refused start prints.
struct RecoveryAdviceTests {
    @Test func `paths are spelled as a shell takes them`() {
        #expect(RecoveryAdvice.quoted("./snapshots-restored") == "./snapshots-restored")
        #expect(RecoveryAdvice.quoted("/data/my shop") == "'/data/my shop'")
        #expect(RecoveryAdvice.quoted("it's") == #"'it'\''s'"#)
        #expect(RecoveryAdvice.quoted("$HOME") == "'$HOME'")
        #expect(RecoveryAdvice.quoted("größe") == "'größe'")
    }

    @Test func `the new directory stands beside the old one, where nothing is`() throws {
        let folder = try TemporaryDirectory()
        let data = folder.file("data")
        for (taken, expected) in [(nil, "data-restored"), ("data-restored", "data-restored-2")] {
            if let taken {
                try FileManager.default.createDirectory(atPath: folder.file(taken), withIntermediateDirectories: true)
            }
            for path in [data, data + "/", data + "/."] {
                let command = try #require(Self.lines(path).first { $0.contains("opencheckout restore") })
                #expect(command.hasSuffix(" --to \(RecoveryAdvice.quoted(folder.file(expected)))"), "\(path)")
            }
        }
    }

    @Test func `a wrong key asks for the key, and where nothing is whole a backup is asked for`() {
        #expect(RecoveryAdvice(for: "data").lines(about: .wrongEncryptionKey(file: "wal")).count == 1)
        #expect(Self.lines("data").contains { $0.contains("nothing can be restored from this alone") })
    }

    private static func lines(_ path: String) -> [String] {
        RecoveryAdvice(for: path).lines(about: .contradiction("made up"))
    }
}
