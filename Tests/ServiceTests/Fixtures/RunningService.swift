import CheckoutEngine
import HTTPServing
import Logging
import ServiceLifecycle
import Synchronization
import TestTools
import WriteAheadLog

@testable import opencheckout

/// The program's wiring at work in this process, on a port the kernel chose.
final class RunningService: Sendable {
    let ready: CheckoutService.Ready

    /// The merchant that `Sender.test` and `Sender.live` are.
    let merchant: TestMerchant?

    let clock: ManualClock

    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    private init(
        _ ready: CheckoutService.Ready,
        _ merchant: TestMerchant?,
        _ clock: ManualClock,
        _ group: ServiceGroup,
        _ running: Task<Void, any Error>
    ) {
        self.ready = ready
        self.merchant = merchant
        self.clock = clock
        self.group = group
        self.running = running
    }

    /// Starts it and returns once it is ready; throws what kept it from starting.
    static func start(
        _ settings: ServeSettings,
        _ world: CheckoutService.World,
        _ clock: ManualClock,
        _ tuning: ServiceTuning
    ) async throws -> RunningService {
        let (readiness, telling) = AsyncThrowingStream<CheckoutService.Ready, any Error>.makeStream()
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = CheckoutService(
            settings: settings,
            world: world,
            logger: tuning.logLines?.logger(level: settings.logLevel) ?? silent,
            log: tuning.log,
            limits: tuning.limits,
            onLogFailure: tuning.onLogFailure,
            onReady: { telling.yield($0) }
        )
        let group = ServiceGroup(services: [service], logger: silent)
        let running = Task {
            do {
                try await group.run()
                telling.finish()
            } catch {
                telling.finish(throwing: error)
                throw error
            }
        }
        for try await ready in readiness {
            return RunningService(ready, nil, clock, group, running)
        }
        throw CancellationError()
    }

    /// The same service with a merchant to send requests as.
    func with(_ merchant: TestMerchant) -> RunningService {
        RunningService(ready, merchant, clock, group, running)
    }

    /// Stops it as SIGTERM does, and throws what went wrong.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }
}

extension RunningService {
    var engine: Engine { ready.engine }

    var port: UInt16 { ready.address.port }

    /// Does what an operator asks, through the program's own code for it.
    func operate(_ request: OperatorRequest) async -> OperatorReply {
        await Operator(engine: engine).perform(request)
    }

    /// Makes another merchant.
    func makeMerchant(_ name: String) async throws -> TestMerchant {
        try TestMerchant(await operate(.createMerchant(name: name, webhookURL: nil)))
    }
}
