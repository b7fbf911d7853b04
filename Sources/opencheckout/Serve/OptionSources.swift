import ArgumentParser
import Bytes
import Configuration
import Foundation
import SystemPackage

/// Where the values of options come from, in their order of weight: command line, environment, file.
struct OptionSources {
    /// A value and where it was found, for the message if it is bad.
    struct Found {
        let text: String
        let source: String
    }

    private let typed: [String: String]
    private let environment: ConfigReader
    private let file: ConfigReader?
    private let filePath: String?

    /// Opens the file if there is one; a name in it that is no option is refused.
    init(typed: [String: String], filePath: String?, names: [String]) async throws {
        self.typed = typed
        self.filePath = filePath
        environment = ConfigReader(provider: EnvironmentVariablesProvider().prefixKeys(with: ["opencheckout"]))
        guard let filePath else {
            file = nil
            return
        }
        try Self.check(filePath, names)
        file = ConfigReader(provider: try await FileProvider<JSONSnapshot>(filePath: FilePath(filePath)))
    }

    /// The value of an option, by its name on the command line.
    func value(_ name: String) -> Found? {
        if let text = typed[name] {
            return Found(text: text, source: "--\(name)")
        }
        if let text = environment.string(forKey: ConfigKey([name])) {
            let variable = name.uppercased().replacingOccurrences(of: "-", with: "_")
            return Found(text: text, source: "OPENCHECKOUT_\(variable)")
        }
        guard let file, let filePath else {
            return nil
        }
        let key = ConfigKey([name])
        let text = file.string(forKey: key) ?? file.int(forKey: key).map(String.init)
        return (text ?? file.bool(forKey: key).map(String.init))
            .map { Found(text: $0, source: "\(name) in \(filePath)") }
    }

    private static func check(_ path: String, _ names: [String]) throws {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw ValidationError("--config: \(path) cannot be read")
        }
        guard let document = try? JSONDocument(parsing: Array(content)), document.kind(of: document.root) == .object
        else {
            throw ValidationError("--config: \(path) is no JSON object")
        }
        for member in document.members(of: document.root) {
            let name = document.string(member.name)
            guard names.contains(name) else {
                let allowed = names.sorted().joined(separator: ", ")
                throw ValidationError("--config: \(path) has an unknown option '\(name)'; there are: \(allowed)")
            }
        }
    }
}
