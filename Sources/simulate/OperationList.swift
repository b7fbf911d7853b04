import ArgumentParser

/// Numbers of operations, as `3,17,40`.
struct OperationList: ExpressibleByArgument {
    let numbers: Set<Int>

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.allSatisfy({ $0 != nil }) else { return nil }
        self.numbers = Set(numbers.compactMap(\.self))
    }
}
