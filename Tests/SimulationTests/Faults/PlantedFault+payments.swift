import OutboundHTTP
import Simulation

/// Faults in what drives payments, each in the way of one that it could have.
extension PlantedFault {
    /// Each of them breaks a promise about money or about what is left behind.
    static let payments: [PlantedFault] = [believedWallet, forgottenOrders, keptGrants, lostSteps]

    /// Who takes the customer's wallet's word: an order that was taken counts as money that has arrived.
    private static let believedWallet = PlantedFault(
        testDescription: "the customer's wallet is believed, not the merchant's"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.transport = { inner in
            EditedCalls(inner, withhold: nil) { request, answer, isPaid in
                let text = answer.text
                guard isPlanted, isPaid, request.method == "GET",
                    let wanted = text.firstMatch(of: /"incomingAmount":\{"value":"(\d+)"/)
                else { return answer }
                let whole = #""receivedAmount":{"value":"\#(wanted.output.1)""#
                return answer.saying(text.replacing(/"receivedAmount":\{"value":"\d+"/, with: whole))
            }
        }
        return wiring
    }

    /// Who loses sight of an order, and lets another one be given in its place.
    private static let forgottenOrders = PlantedFault(
        testDescription: "an order's answer is forgotten, and what it brings is not looked for"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.transport = { inner in
            EditedCalls(inner, withhold: nil) { request, answer, isPaid in
                guard isPlanted else { return answer }
                if request.isOrder { return OutboundAnswer(status: 403) }
                if isPaid {
                    let nothing = #""receivedAmount":{"value":"0""#
                    return answer.saying(answer.text.replacing(/"receivedAmount":\{"value":"\d+"/, with: nothing))
                }
                guard request.method == "GET", request.url.contains("/outgoing-payments?") else { return answer }
                return answer.saying(answer.text.replacing("/incoming-payments/", with: "/incoming-payments/x"))
            }
        }
        return wiring
    }

    /// Who believes that a grant is cancelled, and has not said so.
    private static let keptGrants = PlantedFault(testDescription: "grants are not cancelled") { isPlanted in
        var wiring = Wiring()
        wiring.transport = { inner in
            EditedCalls(inner) { request in
                isPlanted && request.method == "DELETE" ? OutboundAnswer(status: 204) : nil
            } edit: { _, answer, _ in
                answer
            }
        }
        return wiring
    }

    /// Who calls a wallet before what it does is on the disk.
    private static let lostSteps = PlantedFault(
        testDescription: "a step is not on the disk when its call is made"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.disk = { FaultyFiles(inner: $0, prefix: "wal-", fault: isPlanted ? .leftOut(oneIn: 2) : nil) }
        return wiring
    }
}
