import CheckoutEngine

/// The merchants' servers, as far as an engine knows them: takes what is due, and tells nobody by itself.
struct SimulatedReceiver: EventOutlet {
    /// What has come and was not looked at yet.
    let inbox: Inbox<StoredEvent>

    init(_ machine: SimulatedMachine) {
        inbox = Inbox(machine)
    }

    func take(_ events: [StoredEvent]) {
        for event in events { inbox.put(event) }
    }
}
