import Foundation
import Testing

@testable import KernelBenchmarks

/// The kernels do what they say; each checks for itself that it was done.
@Suite struct KernelTests {
    @Test(arguments: Kernel.all)
    func `a kernel runs, and runs again`(kernel: Kernel) throws {
        let repeated = try kernel.prepare()
        // Requests go over sixteen connections, with as many on each.
        repeated(32)
        let again = try kernel.prepare()
        again(16)
    }

    @Test func `names are given once, and requests come in whole rounds`() {
        #expect(Set(Kernel.all.map(\.name)).count == Kernel.all.count)
        for kernel in Kernel.all where kernel.name.hasSuffix("-request") {
            #expect(kernel.operations.isMultiple(of: RequestDriver.connections), "\(kernel.name)")
        }
    }

    @Test func `the sample is the body that other benchmarks send`() throws {
        let path = RepositoryFile.path("Benchmarks/Fixtures/create-request.json")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == SampleRequests.createBody)
    }
}

extension Kernel: CustomTestStringConvertible {
    var testDescription: String { name }
}
