import Checkout
import Disks

/// Makes the history of a seed.
struct HistoryGenerator {
    /// How much happens, and how much of it is trouble.
    private static let lengths = 40...160

    private var random: SeededGenerator
    private var creates: [Int] = []
    private var walks: [Int] = []
    private var apiKeys: [Int] = []
    private let keyStripes: [Int]

    let layout: Layout

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        layout = Layout(using: &random)
        // Few stripes, so that keys meet sessions of their own and of other shards.
        var stripes: [Int] = []
        for _ in 0..<6 { stripes.append(Int.random(in: 0..<1024, using: &random)) }
        keyStripes = stripes
    }

    mutating func operations() -> [Operation] {
        let length = Int.random(in: Self.lengths, using: &random)
        return (0..<length)
            .map { number in
                let action = action(number)
                return Operation(number: number, action: action, turns: turns(), seed: random.next())
            }
    }

    private mutating func turns() -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: 0
        case 3..<7: Int.random(in: 1...4, using: &random)
        case _: Int.random(in: 5...40, using: &random)
        }
    }

    private mutating func action(_ number: Int) -> Operation.Action {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<26:
            creates.append(number)
            return .create(order())
        case 26..<32: return again() ?? .settle
        case 32..<42: return change() ?? .settle
        case 42..<52: return pay() ?? .settle
        case 52..<57: return read() ?? .settle
        case 57..<63: return list(number)
        case 63..<65: return operatorsAction(number)
        case 65..<68: return .snapshot
        case 68..<73: return .prepareSegment
        case 73..<81: return time()
        case 81..<89: return .settle
        case 89..<91: return .restart(Layout(using: &random))
        case 91..<95: return crash()
        case 95..<97: return failure()
        case 97..<98:
            return .fillDisk(leaving: Bool.random(using: &random) ? nil : .random(in: 0...300_000, using: &random))
        case _: return .rot(seed: random.next())
        }
    }

    private mutating func order() -> Order {
        Order(
            merchant: Int.random(in: 0..<3, using: &random),
            keyMode: Int.random(in: 0..<4, using: &random) == 0 ? .live : .test,
            keyStripe: Int.random(in: 0..<3, using: &random) == 0 ? nil : keyStripes.randomElement(using: &random),
            lifetimeSeconds: [300, 300, 900, 3600, 86_400].randomElement(using: &random) ?? 300,
            recurring: Int.random(in: 0..<3, using: &random) == 0 ? try? Recurring(interval: .day, count: 1) : nil,
            padding: Int.random(in: 0..<8, using: &random) == 0 ? 1000 : Int.random(in: 0...60, using: &random)
        )
    }

    private mutating func again() -> Operation.Action? {
        recent(creates).map { .createAgain($0, variant: Int.random(in: 0..<3, using: &random) == 0 ? 1 : 0) }
    }

    private mutating func change() -> Operation.Action? {
        guard let create = recent(creates) else { return nil }
        let key = Int.random(in: 0..<3, using: &random) == 0 ? nil : Int.random(in: 0..<3, using: &random)
        return .change(of: create, Bool.random(using: &random) ? .expire : .cancel, key: key)
    }

    private mutating func pay() -> Operation.Action? {
        let steps = Bool.random(using: &random) ? 1 : Int.random(in: 2...24, using: &random)
        return recent(creates).map { .pay(of: $0, forward: Int.random(in: 0..<5, using: &random) != 0, steps: steps) }
    }

    private mutating func read() -> Operation.Action? {
        recent(creates).map { .read(of: $0, byOther: Int.random(in: 0..<6, using: &random) == 0) }
    }

    private mutating func list(_ number: Int) -> Operation.Action {
        if Bool.random(using: &random), let walk = recent(walks) { return .nextPage(of: walk) }
        walks.append(number)
        let status: SessionStatus? =
            Int.random(in: 0..<4, using: &random) == 0
            ? [.open, .expired, .canceled].randomElement(using: &random) : nil
        return .list(
            merchant: Int.random(in: 0..<3, using: &random),
            Int.random(in: 0..<4, using: &random) == 0 ? .live : .test,
            limit: Int.random(in: 1...10, using: &random),
            status
        )
    }

    private mutating func operatorsAction(_ number: Int) -> Operation.Action {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .addMerchant
        case 1, 2:
            apiKeys.append(number)
            return .addKey(merchant: Int.random(in: 0..<3, using: &random), Bool.random(using: &random) ? .test : .live)
        case 3: return recent(apiKeys).map { .useKey(of: $0) } ?? .addMerchant
        case _: return recent(apiKeys).map { .revokeKey(of: $0) } ?? .addMerchant
        }
    }

    private mutating func time() -> Operation.Action {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: .pass(milliseconds: Int64.random(in: 1...2_000, using: &random))
        case 3..<6: .pass(milliseconds: Int64.random(in: 2_000...600_000, using: &random))
        case 6: .pass(milliseconds: Int64.random(in: 600_000...7_200_000, using: &random))
        case 7: .pass(milliseconds: 86_400_000 + Int64.random(in: -5_000...5_000, using: &random))
        case _: .setClock(forwardBySeconds: Int64.random(in: -4_000...4_000, using: &random))
        }
    }

    private mutating func crash() -> Operation.Action {
        let kind: Crash = Int.random(in: 0..<4, using: &random) == 0 ? .kill : .powerCut(seed: random.next())
        let after =
            Bool.random(using: &random) ? Int.random(in: 1...8, using: &random) : Int.random(in: 1...80, using: &random)
        return .crash(kind, after: after, Layout(using: &random))
    }

    private mutating func failure() -> Operation.Action {
        let operations: [DiskOperation?] = [
            .write, .write, .synchronize, .synchronize, .allocate, .rename, .open, .remove, nil,
        ]
        let code: DiskError.Code = Int.random(in: 0..<3, using: &random) == 0 ? .noSpace : .inputOutput
        if Int.random(in: 0..<4, using: &random) == 0 {
            return .failStart(after: Int.random(in: 1...20, using: &random), code)
        }
        let operation = operations.randomElement(using: &random) ?? nil
        return .failDisk(operation, after: Int.random(in: 1...12, using: &random), code)
    }

    /// One of the last few, mostly.
    private mutating func recent(_ numbers: [Int]) -> Int? {
        if Int.random(in: 0..<4, using: &random) == 0 { return numbers.randomElement(using: &random) }
        return numbers.suffix(5).randomElement(using: &random)
    }
}
