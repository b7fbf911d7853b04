import ArgumentParser
import Bytes
import Configuration
import Foundation

/// Where the values of options come from, in their order of weight: command line, environment, file.
struct OptionSources {
    /// A value and where it was found, for the message if it is bad.
    struct Found {
        let text: String
        let source: String
    }

    private let typed: [String: String]
    private let environment: ConfigReader
    private let file: [String: Found]

    /// Reads the file if there is one; a name in it that is no option is refused, and a value that is no text, number
    /// or boolean.
    init(typed: [String: String], environment: [String: String], filePath: String?, names: [String]) throws {
        self.typed = typed
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        self.environment = ConfigReader(provider: variables.prefixKeys(with: ["opencheckout"]))
        file = try filePath.map { try Self.read($0, names) } ?? [:]
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
        return file[name]
    }

    private static func read(_ path: String, _ names: [String]) throws -> [String: Found] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw ValidationError("--config: \(path) cannot be read")
        }
        guard let document = try? JSONDocument(parsing: Array(content)), document.kind(of: document.root) == .object
        else {
            throw ValidationError("--config: \(path) is no JSON object")
        }
        var values: [String: Found] = [:]
        for member in document.members(of: document.root) {
            let name = document.string(member.name)
            guard names.contains(name) else {
                let allowed = names.sorted().joined(separator: ", ")
                throw ValidationError("--config: \(path) has an unknown option '\(name)'; there are: \(allowed)")
            }
            let source = "\(name) in \(path)"
            switch document.kind(of: member.value) {
            case .string:
                values[name] = Found(text: document.string(member.value), source: source)
            case .number, .true, .false:
                values[name] = Found(text: document.spelling(of: member.value), source: source)
            case .null, .array, .object:
                throw ValidationError("\(source): a value is a text, a number, true or false")
            }
        }
        return values
    }
}
