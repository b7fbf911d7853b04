/// What a snapshot sees of a shard: its state when it had applied everything up to the cut, and nothing behind it.
///
/// The log marks a cut under the same lock that gives out sequences. So a shard that appends behind the cut knows it
/// before it applies, and puts an image aside first; one that appends nothing gives its image when asked. An image is a
/// copy of references to the stripes: cheap, and no request waits for it.
struct ShardCut {
    /// Asked for the image of a cut.
    typealias Receiver = @Sendable (ShardImage?) -> Void

    private var newest: UInt64 = 0
    private var taken: UInt64 = 0
    private var image: ShardImage?
    private var awaited: Set<UInt128> = []
    private var receiver: Receiver?

    /// Called between append and apply; true if an image must be put aside first, with `take`.
    mutating func willApply(_ sequence: UInt64, cutSequence: UInt64) -> Bool {
        newest = max(newest, sequence)
        return cutSequence > taken && sequence > cutSequence
    }

    /// Puts the shard's state aside as that of a cut.
    mutating func take(_ cutSequence: UInt64, _ state: ShardState, reserved: some Collection<UInt128>) {
        taken = cutSequence
        image = ShardImage(of: state)
        awaited = Set(reserved)
    }

    /// Asked by the snapshot service after it marked the cut.
    ///
    /// A snapshot that could not be written may be followed by another at the same cut. Then nobody put an image aside,
    /// and there is none (nil) if something was applied behind the cut meanwhile: the service marks a new one.
    mutating func collect(
        _ cutSequence: UInt64,
        _ state: ShardState,
        reserved: some Collection<UInt128>,
        _ receiver: @escaping Receiver
    ) {
        let isAside = cutSequence == taken && image != nil
        guard isAside || newest <= cutSequence else {
            receiver(nil)
            return
        }
        if !isAside {
            take(cutSequence, state, reserved: reserved)
        }
        self.receiver = receiver
        deliverIfWhole()
    }

    /// A key that was reserved when the image was taken is settled; its record belongs to the image if it was logged
    /// before the cut.
    mutating func didFinish(_ identity: UInt128, at sequence: UInt64, record: IdempotencyRecord?) {
        guard awaited.remove(identity) != nil else {
            return
        }
        if let record, sequence <= taken {
            image?.remember(identity, record)
        }
        deliverIfWhole()
    }

    private mutating func deliverIfWhole() {
        guard awaited.isEmpty, let image, let receiver else {
            return
        }
        self.image = nil
        self.receiver = nil
        receiver(image)
    }
}

/// A shard as of a cut.
struct ShardImage: Sendable {
    let router: ShardRouter

    /// The stripes as they were.
    private(set) var stripes: [Stripe]

    /// What was counted.
    let tallies: [ListingKey: MerchantTally]

    /// What a shard is now.
    init(of state: ShardState) {
        router = state.router
        stripes = state.stripes
        tallies = state.tallies
    }

    /// Adds a key whose record was logged before the cut and applied after it; it may follow on one that has lapsed.
    mutating func remember(_ identity: UInt128, _ record: IdempotencyRecord) {
        stripes[router.slot(ofStripe: ShardRouter.stripe(ofIdentity: identity))].idempotency[identity] = record
    }
}
