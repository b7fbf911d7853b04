/// The books, as they are now.
extension Sandbox {
    /// What has been asked, paid and approved; what was due is settled before.
    package var books: ProviderBooks {
        withState { state, now in
            ProviderBooks(
                incoming: state.incomingOrder.compactMap { state.incomingPayments[$0] }
                    .map { payment in
                        ProviderBooks.Incoming(
                            url: "\(state.baseURL)/op/incoming-payments/\(payment.id)",
                            reference: Self.reference(in: payment.metadata),
                            wanted: payment.wanted?.value,
                            received: payment.received.value,
                            isOpen: payment.isOpen(at: now)
                        )
                    },
                outgoing: state.outgoingOrder.compactMap { state.outgoingPayments[$0] }
                    .map { payment in
                        ProviderBooks.Outgoing(
                            receiver: payment.quote.receiver,
                            wallet: payment.walletName,
                            sent: payment.sent.value
                        )
                    },
                approvals: state.grants.values
                    .filter { $0.interaction != nil && [.approved, .finalized].contains($0.phase) }
                    .sorted { $0.id < $1.id }
                    .map { grant in
                        ProviderBooks.Approval(
                            grant: grant.id,
                            receiver: grant.rights.compactMap { $0.limits?.receiver }.first
                        )
                    }
            )
        }
    }

    private static func reference(in metadata: [UInt8]?) -> String? {
        guard let metadata, let fields = try? JSONFields(metadata) else { return nil }
        return (try? fields.optionalString("externalRef")) ?? nil
    }
}
