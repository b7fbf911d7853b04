import CheckoutEngine
import Reactors

/// What lies between clients and an engine; each request has a connection of its own.
///
/// The fault model:
/// - **Late, and out of order.** A request takes one of two ways, which take their turns with the machine's reactors;
///   replies come through a few at a time, in an order by seed. What is sent first may come last.
/// - **Cut before the request.** It never comes to the engine.
/// - **Cut before the reply.** The request is carried out, and its reply goes nowhere. The client learns that its
///   connection was cut, not which of the two it was.
/// - **The end of the machine.** Requests that have not come in are lost. Of the replies that have left some come
///   through.
///
/// Not modelled: bytes and what of them is whole, HTTP, a request that comes in twice.
final class SimulatedNetwork {
    /// How far a connection carries.
    enum Fate: Sendable {
        case whole
        case cutBeforeRequest
        case cutBeforeReply

        /// Most connections are whole.
        init(using random: inout SeededGenerator) {
            switch Int.random(in: 0..<32, using: &random) {
            case 0: self = .cutBeforeRequest
            case 1, 2: self = .cutBeforeReply
            case _: self = .whole
            }
        }
    }

    /// What a client gets: the number of its request, and the answer; nil if the connection was cut.
    typealias Reply = (number: Int, answer: Answer?)

    /// Comes in on a reactor, with what takes the answer.
    typealias Arrival = @Sendable (_ complete: @escaping @Sendable (Answer) -> Void) -> Void

    private let machine: SimulatedMachine
    private let replies: Inbox<Reply>

    init(_ machine: SimulatedMachine) {
        self.machine = machine
        replies = Inbox(machine)
    }

    /// Sends a request, which comes in on some reactor if it does.
    func send(_ number: Int, _ fate: Fate, _ arrival: @escaping Arrival) {
        let reactor = machine.reactors.randomElement(using: &machine.random) ?? machine.reactors[0]
        let way = machine.ways.randomElement(using: &machine.random) ?? machine.ways[0]
        way.post { [replies] in
            guard fate != .cutBeforeRequest else {
                replies.put((number, nil))
                return
            }
            reactor.post {
                arrival { replies.put((number, fate == .cutBeforeReply ? nil : $0)) }
            }
        }
    }

    /// Takes some of the replies that are on their way.
    func takeSome() -> [Reply] { replies.takeSome(using: &machine.random) }

    /// Takes all replies that are on their way.
    func takeAll() -> [Reply] { replies.take() }
}
