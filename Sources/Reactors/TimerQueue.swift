/// The timers of a reactor: a binary heap by deadline, with a table of slots beside it.
///
/// Scheduling and firing cost O(log n). Cancelling costs O(1): it empties the slot, and the heap's entry, whose
/// generation no longer fits, is dropped when it comes up or when such entries are more than half of the heap.
/// Timers with equal deadlines fire in the order they were scheduled.
struct TimerQueue {
    /// A place in the heap; `order` settles equal deadlines.
    private struct Entry {
        let deadline: MonotonicTime
        let order: UInt64
        let id: TimerID

        func comes(before other: Entry) -> Bool {
            deadline != other.deadline ? deadline < other.deadline : order < other.order
        }
    }

    /// The work of one timer, as long as its generation is the identifier's.
    private struct Slot {
        var generation: UInt32 = 0
        var work: (() -> Void)?
    }

    private var heap: [Entry] = []
    private var slots: [Slot] = []
    private var freeSlots: [UInt32] = []
    private var cancelled = 0
    private var scheduled: UInt64 = 0

    /// Timers that will fire.
    var count: Int { heap.count - cancelled }

    /// Entries of the heap, cancelled ones included.
    var heapCount: Int { heap.count }

    /// The earliest deadline, at times that of a cancelled timer: it may wake for nothing, never too late.
    var nextDeadline: MonotonicTime? { heap.first?.deadline }

    mutating func schedule(at deadline: MonotonicTime, _ work: @escaping () -> Void) -> TimerID {
        let index = freeSlots.popLast() ?? makeSlot()
        slots[Int(index)].work = work
        let id = TimerID(slot: index, generation: slots[Int(index)].generation)
        scheduled &+= 1
        heap.append(Entry(deadline: deadline, order: scheduled, id: id))
        siftUp(from: heap.count - 1)
        return id
    }

    /// Takes a timer back; one that has fired or was cancelled is left alone.
    mutating func cancel(_ id: TimerID) {
        guard takeWork(of: id) != nil else { return }
        cancelled += 1
        if cancelled > Limits.cancelledTimers, cancelled > heap.count / 2 { dropCancelled() }
    }

    /// The work of the earliest timer due, which thereby has fired.
    mutating func popDue(at now: MonotonicTime) -> (() -> Void)? {
        while let first = heap.first, first.deadline <= now {
            removeFirst()
            if let work = takeWork(of: first.id) { return work }
            cancelled -= 1
        }
        return nil
    }

    private mutating func makeSlot() -> UInt32 {
        slots.append(Slot())
        return UInt32(slots.count - 1)
    }

    private mutating func takeWork(of id: TimerID) -> (() -> Void)? {
        let index = Int(id.slot)
        guard slots[index].generation == id.generation, let work = slots[index].work else { return nil }
        slots[index].work = nil
        slots[index].generation &+= 1
        freeSlots.append(id.slot)
        return work
    }

    private mutating func dropCancelled() {
        heap.removeAll { slots[Int($0.id.slot)].generation != $0.id.generation }
        cancelled = 0
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(from: index) }
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        siftDown(from: 0)
    }

    private mutating func siftUp(from start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard heap[index].comes(before: heap[parent]) else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var index = start
        while true {
            var smallest = index
            let left = 2 * index + 1
            if left < heap.count, heap[left].comes(before: heap[smallest]) { smallest = left }
            if left + 1 < heap.count, heap[left + 1].comes(before: heap[smallest]) { smallest = left + 1 }
            guard smallest != index else { return }
            heap.swapAt(index, smallest)
            index = smallest
        }
    }
}
