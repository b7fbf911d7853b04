import Foundation

/// Finds out who listens on a port, for the one who came second.
///
/// Reads `/proc/net/tcp` and the descriptors of all processes that this user may look at (proc(5)).
enum PortHolder {
    /// The process that listens on a port, as far as it can be told.
    static func name(of port: UInt16) -> String {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeningSockets(in: $0, on: port) }
        guard !sockets.isEmpty else {
            return "another process"
        }
        let links = Set(sockets.map { "socket:[\($0)]" })
        for process in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] where Int(process) != nil {
            if holds(process, oneOf: links) {
                let command = FileManager.default.contents(atPath: "/proc/\(process)/comm") ?? Data()
                let name = String(decoding: command, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                return "process \(process) (\(name))"
            }
        }
        return "another user's process"
    }

    private static func holds(_ process: String, oneOf links: Set<String>) -> Bool {
        let folder = "/proc/\(process)/fd"
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return descriptors.contains { descriptor in
            let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")
            return link.map(links.contains) ?? false
        }
    }

    /// The inodes of sockets that listen on a port.
    ///
    /// Of the table's columns the second is the address, the fourth the state (`0A` listens), the tenth the inode.
    private static func listeningSockets(in path: String, on port: UInt16) -> [Substring] {
        let table = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        return table.split(separator: "\n").dropFirst()
            .compactMap { line in
                let columns = line.split(separator: " ")
                guard columns.count > 9, columns[3] == "0A", let hexadecimal = columns[1].split(separator: ":").last,
                    UInt16(hexadecimal, radix: 16) == port
                else {
                    return nil
                }
                return columns[9]
            }
    }
}
