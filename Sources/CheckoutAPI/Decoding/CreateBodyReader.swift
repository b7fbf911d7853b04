import Bytes
import Checkout

/// Reads one create body, field by field, and collects what is wrong with it.
struct CreateBodyReader {
    /// A field that does not exist: its name, and the object in which it stands.
    struct UnknownField {
        let name: JSONNode
        let container: FieldPath
    }

    /// The members of the body, as far as they are known.
    private struct Fields {
        var mode: JSONNode?
        var lineItems: JSONNode?
        var successURL: JSONNode?
        var cancelURL: JSONNode?
        var metadata: JSONNode?
        var clientReferenceID: JSONNode?
        var customerEmail: JSONNode?
        var expiresInSeconds: JSONNode?
    }

    let document: JSONDocument
    let keyMode: KeyMode

    /// What the merchant's wallet holds; `nil` where that is not known.
    let walletAsset: WalletAsset?

    /// Mistakes in known fields, in the order of the documentation's table; no more than are told.
    private(set) var errors: [FieldError] = []

    private var unknownFields: [UnknownField] = []

    init(_ document: JSONDocument, keyMode: KeyMode, walletAsset: WalletAsset?) {
        self.document = document
        self.keyMode = keyMode
        self.walletAsset = walletAsset
    }

    /// The session that the body asks for; `nil` only when there are errors.
    mutating func read() -> NewSession? {
        guard document.kind(of: document.root) == .object else {
            note(.bodyInvalid, at: .body, "The body must be a JSON object.")
            return nil
        }
        let fields = rootFields()
        let mode = readMode(fields.mode)
        let order = readOrder(fields.lineItems, mode: mode)
        let successURL = readURL(fields.successURL, at: .successURL)
        let cancelURL = readURL(fields.cancelURL, at: .cancelURL)
        let metadata = readMetadata(fields.metadata)
        let clientReferenceID = optional(fields.clientReferenceID)
            .flatMap {
                text($0, at: .clientReferenceID, check: NewSessionRules.checkClientReference)
            }
        let customerEmail = optional(fields.customerEmail)
            .flatMap {
                text($0, at: .customerEmail, check: EmailShape.check)
            }
        let lifetimeSeconds = readLifetime(fields.expiresInSeconds)
        guard errors.isEmpty, unknownFields.isEmpty, let mode, let order, let currency = order.currency,
            let successURL, let cancelURL, let metadata, let lifetimeSeconds
        else { return nil }
        return NewSession(
            mode: mode,
            currency: currency,
            lineItems: order.items,
            amountTotal: order.total,
            recurring: order.recurring,
            customUnitAmount: order.customUnitAmount,
            successURL: successURL,
            cancelURL: cancelURL,
            metadata: metadata,
            clientReferenceID: clientReferenceID,
            customerEmail: customerEmail,
            lifetimeSeconds: lifetimeSeconds
        )
    }

    /// All mistakes found, unknown fields last and in the order of the body.
    var allErrors: [FieldError] {
        guard !unknownFields.isEmpty else { return errors }
        let unknown = unknownFields.sorted {
            document.sourceRange(of: $0.name).lowerBound < document.sourceRange(of: $1.name).lowerBound
        }
        return errors + unknown.prefix(FieldErrors.maximumCount).map { Self.error(of: $0, in: document) }
    }

    private mutating func rootFields() -> Fields {
        var fields = Fields()
        for (name, value) in document.members(of: document.root) {
            if isNamed(name, "mode") {
                fields.mode = value
            } else if isNamed(name, "line_items") {
                fields.lineItems = value
            } else if isNamed(name, "success_url") {
                fields.successURL = value
            } else if isNamed(name, "cancel_url") {
                fields.cancelURL = value
            } else if isNamed(name, "metadata") {
                fields.metadata = value
            } else if isNamed(name, "client_reference_id") {
                fields.clientReferenceID = value
            } else if isNamed(name, "customer_email") {
                fields.customerEmail = value
            } else if isNamed(name, "expires_in_seconds") {
                fields.expiresInSeconds = value
            } else {
                noteUnknown(name, in: .body)
            }
        }
        return fields
    }

    private mutating func readMode(_ node: JSONNode?) -> SessionMode? {
        guard let node = required(node, at: .mode) else { return nil }
        guard document.kind(of: node) == .string else {
            noteWrongKind(node, at: .mode, expected: "a string")
            return nil
        }
        guard let mode = SessionMode.allCases.first(where: { document.isString(node, $0.text) }) else {
            note(.modeUnknown, at: .mode)
            return nil
        }
        return mode
    }

    private mutating func readURL(_ node: JSONNode?, at path: FieldPath) -> RedirectURL? {
        guard let node = required(node, at: path), let text = string(node, at: path) else { return nil }
        do throws(URLProblem) {
            return try RedirectURL(text, keyMode: keyMode)
        } catch {
            note(.url(error), at: path)
            return nil
        }
    }

    private mutating func readLifetime(_ node: JSONNode?) -> Int64? {
        guard let node = optional(node) else { return Limits.lifetimeDefaultSeconds }
        return integer(node, at: .expiresInSeconds, outOfRange: .lifetimeOutOfRange) {
            NewSessionRules.checkLifetime(seconds: $0)
        }
    }

    private static func error(of field: UnknownField, in document: JSONDocument) -> FieldError {
        let param = field.container.text(ofMember: FieldError.shown(document.string(field.name)))
        return FieldError(.parameterUnknown, param, "There is no field \(param).")
    }

    /// Notes a field that does not exist.
    mutating func noteUnknown(_ name: JSONNode, in container: FieldPath) {
        unknownFields.append(UnknownField(name: name, container: container))
    }

    /// Notes a mistake, unless as many as are told have been noted.
    mutating func note(_ code: FieldError.Code, at path: FieldPath, _ message: @autoclosure () -> String) {
        guard errors.count < FieldErrors.maximumCount else { return }
        errors.append(FieldError(code, path.text, message()))
    }
}
