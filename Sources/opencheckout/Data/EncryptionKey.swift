import Bytes
import CheckoutEngine
import Cryptography
import Disks
import Foundation
import Snapshots
import WriteAheadLog

/// The key under which secrets stand in log and snapshots: from the environment, a file, or the data directory.
struct EncryptionKey {
    /// The variable that holds the key itself.
    static let variable = "OPENCHECKOUT_ENCRYPTION_KEY"

    /// The name of the key's file in the data directory.
    static let fileName = "encryption.key"

    let bytes: [UInt8]

    /// True if the key lies beside what it encrypts, which is meant for trying out.
    let isInDataDirectory: Bool

    /// Finds the key, or makes one in a directory that holds nothing yet.
    init(
        for directory: DataDirectory,
        environment: [String: String],
        file: String?,
        random: RandomSource
    ) throws {
        if let text = environment[Self.variable] {
            bytes = try Self.parse(text, from: Self.variable)
            isInDataDirectory = false
        } else if let file {
            bytes = try Self.read(file)
            isInDataDirectory = false
        } else {
            let path = directory.path + "/" + Self.fileName
            bytes =
                FileManager.default.fileExists(atPath: path) ? try Self.read(path) : try Self.make(directory, random)
            isInDataDirectory = true
        }
    }

    /// The key that a file holds.
    static func read(_ path: String) throws -> [UInt8] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw Failure("cannot read the encryption key \(path)")
        }
        return try parse(String(decoding: content, as: UTF8.self), from: path)
    }

    private static func parse(_ text: String, from source: String) throws -> [UInt8] {
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Hex.decode(digits), bytes.count == SecretVault.keyBytes else {
            throw Failure("\(source) is no encryption key: it has 64 hexadecimal digits")
        }
        return bytes
    }

    private static func make(_ directory: DataDirectory, _ random: RandomSource) throws -> [UInt8] {
        // A new key could not open what is there already: better to ask for the old one.
        let snapshots = try SnapshotReader.list(disk: directory.disk)
        let segments = try LogReader.segments(on: directory.disk)
        guard snapshots.isEmpty, segments.isEmpty else {
            throw Failure(
                "\(directory.path) holds data, but the encryption key it was written under is not there: give it by "
                    + "\(variable), --encryption-key-file or the file \(fileName)",
                status: .damaged
            )
        }
        let bytes = random.bytes(SecretVault.keyBytes)
        try store(bytes, on: directory.disk)
        return bytes
    }

    /// Puts a key down as a data directory's own.
    ///
    /// Under another name first: a crash leaves the whole key or none, never a part that stops the next start.
    static func store(_ key: [UInt8], on disk: POSIXDisk) throws(DiskError) {
        let text = Array((Hex.encode(key) + "\n").utf8)
        let unfinished = fileName + ".new"
        if try disk.exists(unfinished) {
            try disk.remove(unfinished)
        }
        let file = try disk.open(unfinished, .create)
        try text.span.withUnsafeBytes { bytes throws(DiskError) in try file.write(bytes, at: 0) }
        try file.synchronize()
        file.close()
        try disk.rename(unfinished, to: fileName)
        try disk.synchronizeDirectory()
    }
}
