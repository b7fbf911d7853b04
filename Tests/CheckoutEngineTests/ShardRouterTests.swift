import Checkout
import Testing

@testable import CheckoutEngine

@Suite struct ShardRouterTests {
    @Test(arguments: [1, 2, 3, 7, 16, 1000, 1023, 1024])
    func `each stripe has one shard and one place in it`(shardCount: Int) {
        let router = ShardRouter(shardCount: shardCount)
        var places: Set<[Int]> = []
        for stripe in 0..<1024 {
            let shard = router.shard(ofStripe: stripe)
            let slot = router.slot(ofStripe: stripe)
            #expect((0..<shardCount).contains(shard))
            #expect(Array(router.stripes(ofShard: shard))[slot] == stripe)
            places.insert([shard, slot])
        }
        #expect(places.count == 1024)
        #expect((0..<shardCount).reduce(0) { $0 + Array(router.stripes(ofShard: $1)).count } == 1024)
        for (shard, state) in ShardState.all(of: router).enumerated() {
            #expect(state.index == shard)
            #expect(state.stripes.count == Array(router.stripes(ofShard: shard)).count)
        }
    }

    @Test func `a key's stripe is its low ten bits`() {
        #expect(ShardRouter.stripe(ofIdentity: 0) == 0)
        #expect(ShardRouter.stripe(ofIdentity: 1023) == 1023)
        #expect(ShardRouter.stripe(ofIdentity: 1024) == 0)
        #expect(ShardRouter.stripe(ofIdentity: .max) == 1023)
    }
}
