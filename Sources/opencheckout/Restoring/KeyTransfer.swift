import Bytes
import CheckoutEngine
import Cryptography
import Disks
import Foundation

/// What became of the encryption key of a folder that was restored from.
enum KeyTransfer: String {
    /// It lies in the new directory now.
    case copied

    /// The folder has none: it is given otherwise.
    case notThere = "not in the folder"

    /// The folder's key is not the one that the data was written under.
    case another = "the folder's is another one, and was left"

    /// Copies the key's file if it fits.
    static func take(from folder: String, fingerprint: [UInt8], to disk: POSIXDisk) throws -> KeyTransfer {
        let path = folder + "/" + EncryptionKey.fileName
        guard FileManager.default.fileExists(atPath: path) else { return .notThere }
        let key = try EncryptionKey.read(path)
        guard SecretVault(key: key, random: .system()).fingerprint == fingerprint else { return .another }
        try EncryptionKey.store(key, on: disk)
        return .copied
    }
}
