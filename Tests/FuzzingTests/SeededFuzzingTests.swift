import Fuzzing
import Simulation
import Testing

/// The entry points of the fuzzer under inputs that follow from a seed.
@Suite(.timeLimit(.minutes(2)))
struct SeededFuzzingTests {
    @Test(arguments: FuzzTarget.allCases)
    func `kept inputs come upon nothing`(target: FuzzTarget) throws {
        let inputs = try Corpus.inputs(for: target)
        #expect(!inputs.isEmpty)
        for input in inputs {
            #expect(target.finding(in: input) == nil, "\(String(decoding: input, as: UTF8.self))")
        }
    }

    @Test(arguments: FuzzTarget.allCases, 1...2 as ClosedRange<UInt64>)
    func `inputs of a seed come upon nothing`(target: FuzzTarget, seed: UInt64) throws {
        var mutator = Mutator(corpus: try Corpus.inputs(for: target), seed: seed)
        // Each of these starts twice from what it has read.
        let isDear = target == .log || target == .snapshot
        for round in 0..<(isDear ? 100 : 1000) {
            let input = mutator.next()
            let finding = target.finding(in: input)
            #expect(finding == nil, "seed \(seed), round \(round): \(input)")
        }
    }
}
