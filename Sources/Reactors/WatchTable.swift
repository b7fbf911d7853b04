/// Who watches which descriptor, by the descriptor's number.
///
/// Each watch has a generation that travels through the kernel with the event, so that an event of a closed
/// descriptor never reaches the one that has its number now.
struct WatchTable {
    /// The watch of one descriptor number.
    private struct Slot {
        var generation: UInt32 = 0
        var handler: (any ReadinessHandler)?
    }

    private var slots: [Slot] = []

    /// Sets a handler and gives the tag of its events.
    mutating func insert(_ handler: any ReadinessHandler, for descriptor: Int32) -> UInt64 {
        let index = Int(descriptor)
        if index >= slots.count { slots.append(contentsOf: repeatElement(Slot(), count: index + 1 - slots.count)) }
        precondition(slots[index].handler == nil, "a descriptor is watched once")
        slots[index].handler = handler
        return tag(of: descriptor)
    }

    /// The tag of a descriptor's events.
    func tag(of descriptor: Int32) -> UInt64 {
        UInt64(slots[Int(descriptor)].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    }

    /// Forgets a watch and all its events that are still under way; `false` if there was none.
    mutating func remove(_ descriptor: Int32) -> Bool {
        let index = Int(descriptor)
        guard index < slots.count, slots[index].handler != nil else { return false }
        slots[index].handler = nil
        slots[index].generation &+= 1
        return true
    }

    func isWatched(_ descriptor: Int32) -> Bool {
        Int(descriptor) < slots.count && slots[Int(descriptor)].handler != nil
    }

    /// The handler an event is meant for, if it still watches.
    func handler(for tag: UInt64) -> (any ReadinessHandler)? {
        let index = Int(tag & 0xFFFF_FFFF)
        guard index < slots.count, slots[index].generation == UInt32(tag >> 32) else { return nil }
        return slots[index].handler
    }

    mutating func removeAll() {
        slots = []
    }
}
