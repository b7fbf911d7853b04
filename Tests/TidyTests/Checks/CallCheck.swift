/// Calls that we do without, each with what to write in its place.
enum CallCheck {
    /// Where a call is refused.
    enum Scope {
        case everywhere
        case outsidePrograms
        case belowPrograms
        case tests
    }

    struct Ban {
        let call: String
        let scope: Scope
        let instead: String
    }

    static let bans = [
        Ban(call: "print(", scope: .outsidePrograms, instead: "take a Logger, or return the text to the program"),
        Ban(call: "debugPrint(", scope: .everywhere, instead: "take a Logger"),
        Ban(call: "try!", scope: .everywhere, instead: "let the error through, or prove it away with a type"),
        Ban(call: "as!", scope: .everywhere, instead: "use `as?` with a guard, or a type that needs no cast"),
        Ban(call: "fatalError(", scope: .everywhere, instead: "use preconditionFailure with the truth as its message"),
        Ban(call: "Date()", scope: .belowPrograms, instead: "take the time as a parameter"),
        Ban(call: "Date.now", scope: .belowPrograms, instead: "take the time as a parameter"),
        Ban(call: "ProcessInfo.processInfo", scope: .belowPrograms, instead: "take the value by initialiser"),
        Ban(call: "usleep(", scope: .tests, instead: "wait for the event itself, within a bound"),
        Ban(call: "nanosleep(", scope: .tests, instead: "wait for the event itself, within a bound"),
        Ban(call: "sleep(", scope: .tests, instead: "wait for the event itself, within a bound"),
        Ban(call: "Task.sleep", scope: .tests, instead: "wait for the event itself, or hand in a clock"),
        Ban(call: "Thread.sleep", scope: .tests, instead: "wait for the event itself, within a bound"),
        Ban(call: ".disabled(", scope: .tests, instead: "put the test right, or remove it"),
        Ban(call: "withKnownIssue", scope: .tests, instead: "put the code right"),
    ]

    static func findings(in file: TextFile, programs: Set<String>) -> [Finding] {
        let isProgram = file.target.map(programs.contains) ?? true
        let applicable = bans.filter { applies($0.scope, isTest: file.isTest, isProgram: isProgram) }
        return file.code.enumerated()
            .flatMap { index, line in
                applicable.filter { line.containsCall($0.call) }
                    .map { Finding(file, line: index, "no `\($0.call)` here: \($0.instead)") }
            }
    }

    private static func applies(_ scope: Scope, isTest: Bool, isProgram: Bool) -> Bool {
        switch scope {
        case .everywhere: true
        case .outsidePrograms: !isProgram
        case .belowPrograms: !isTest && !isProgram
        case .tests: isTest
        }
    }
}
