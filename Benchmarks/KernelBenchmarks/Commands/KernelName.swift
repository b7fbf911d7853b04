import ArgumentParser

/// A kernel named on the command line.
struct KernelName: ExpressibleByArgument {
    let kernel: Kernel

    init?(argument: String) {
        guard let kernel = Kernel.all.first(where: { $0.name == argument }) else { return nil }
        self.kernel = kernel
    }

    static var allValueStrings: [String] { Kernel.all.map(\.name) }
}
