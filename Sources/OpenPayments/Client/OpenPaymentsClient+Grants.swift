import Bytes
import OutboundHTTP

/// Grants: asking for them, continuing, cancelling, and the life of their tokens.
extension OpenPaymentsClient {
    /// Asks an authorization server for a grant that needs nobody's consent.
    ///
    /// A wallet that wants consent for it nevertheless refuses, with ``RefusalReason/badRequest``.
    package func grant(_ access: [Access], at authServer: String) async throws(OpenPaymentsProblem) -> Grant {
        let url = try remote(authServer)
        let object = try await object(grantCall(at: url, body(of: access, finish: nil)))
        return try await granted(object, asked: access, at: url.origin)
    }

    /// Asks an authorization server for a grant that the customer consents to at the wallet.
    ///
    /// `finish` is stored before, and ``PendingGrant/continuation`` right after; the URL that the hash of the way back
    /// is made with is `authServer` as it stands here.
    package func grant(
        _ access: [Access],
        at authServer: String,
        finish: InteractionFinish
    ) async throws(OpenPaymentsProblem) -> GrantAnswer {
        let url = try remote(authServer)
        let object = try await object(grantCall(at: url, body(of: access, finish: finish)))
        guard object.value("interact") != nil else {
            return .granted(try await granted(object, asked: access, at: url.origin))
        }
        do throws(AnswerProblem) {
            return .pending(try PendingGrant(object, at: url.origin, policy: policy))
        } catch {
            throw .unusable(error)
        }
    }

    /// Trades the reference of a finished interaction for the grant's token.
    ///
    /// It works once. `asked` is what the grant was asked for: one that gives more is cancelled.
    package func continueGrant(
        _ continuation: Continuation,
        interactRef: String,
        asked: [Access]
    ) async throws(OpenPaymentsProblem) -> Grant {
        let url = try remote(continuation.uri)
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("interact_ref")
        writer.string(interactRef)
        writer.endObject()
        let call = PaymentCall(method: "POST", url: url, token: continuation.token, body: writer.bytes)
        return try await granted(try await object(call), asked: asked, at: url.origin)
    }

    /// Cancels a grant, and with it its tokens.
    ///
    /// That the server knows of none counts as done.
    @discardableResult
    package func cancelGrant(_ continuation: Continuation) async throws(OpenPaymentsProblem) -> GrantEnd {
        let url = try remote(continuation.uri)
        return try await end(PaymentCall(method: "DELETE", url: url, token: continuation.token))
    }

    /// Trades a token for a new one; the old one is dead from then on, and expired ones can be traded too.
    ///
    /// After a lost answer the old token may live or not, and the new one is nobody's.
    package func rotateToken(_ token: AccessToken) async throws(OpenPaymentsProblem) -> AccessToken {
        let url = try remote(token.manage)
        let object = try await object(PaymentCall(method: "POST", url: url, token: token.value))
        do throws(AnswerProblem) {
            let rotated = try AccessToken(try object.object("access_token"), at: url.origin, policy: policy)
            guard token.access.isEmpty || rotated.isWithin(token.access) else { throw .accessTooWide }
            return rotated
        } catch {
            throw .unusable(error)
        }
    }

    /// Ends a token.
    ///
    /// That the server knows of none counts as done.
    @discardableResult
    package func revokeToken(_ token: AccessToken) async throws(OpenPaymentsProblem) -> GrantEnd {
        let url = try remote(token.manage)
        return try await end(PaymentCall(method: "DELETE", url: url, token: token.value))
    }

    private func end(_ call: PaymentCall) async throws(OpenPaymentsProblem) -> GrantEnd {
        do throws(OpenPaymentsProblem) {
            try await send(call)
            return .ended
        } catch {
            guard case .refused(let refusal) = error,
                refusal.status == 404 || (refusal.status == 401 && refusal.reason == .continuationUnknown)
            else { throw error }
            return .alreadyGone
        }
    }

    /// A grant whose answer was lost lapses unused, so that asking again harms nobody.
    private func grantCall(at url: RemoteURL, _ body: [UInt8]) -> PaymentCall {
        PaymentCall(method: "POST", url: url, body: body, repetition: .harmless)
    }

    /// The grant of an answer; one that gives more than was asked is cancelled, and not used if that fails.
    private func granted(
        _ object: AnswerObject,
        asked: [Access],
        at origin: String
    ) async throws(OpenPaymentsProblem) -> Grant {
        let grant: Grant
        do throws(AnswerProblem) {
            grant = Grant(
                token: try AccessToken(try object.object("access_token"), at: origin, policy: policy),
                continuation: try Continuation(try object.object("continue"), at: origin, policy: policy)
            )
        } catch {
            throw .unusable(error)
        }
        guard grant.token.isWithin(asked) else {
            _ = try? await cancelGrant(grant.continuation)
            throw .unusable(.accessTooWide)
        }
        return grant
    }

    private func body(of access: [Access], finish: InteractionFinish?) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.beginObject()
        writer.name("access_token")
        writer.beginObject()
        writer.name("access")
        writer.beginArray()
        for right in access { right.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.name("client")
        writer.string(identity.walletAddress)
        if let finish {
            writer.name("interact")
            finish.write(to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }
}
