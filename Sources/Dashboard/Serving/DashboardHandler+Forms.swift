import HTTPServing
import Pages

/// What holds for every form and every query.
extension DashboardHandler {
    /// The fields of a form that comes from a page of ours; its token is still to be looked at.
    func formFields(
        of request: borrowing HTTPRequest,
        _ visit: Visit,
        bytes most: Int = Limits.formBytes,
        beyond refusal: DashboardRefusal = .tooLarge
    ) throws(DashboardRefusal) -> FormFields {
        guard request.body.count <= most else { throw refusal }
        // Browsers say of every form where it comes from; one that does not say so is none of ours.
        guard let origin = visit.origin, !visit.own.origin.isEmpty, origin == visit.own.origin else {
            throw .foreignOrigin
        }
        let fields =
            visit.boundary.map { FormFields(parts: request.body, boundary: $0) } ?? FormFields(request.body)
        guard let fields else { throw .malformed }
        return fields
    }

    /// Refuses a form that was not made for this sign-in in this mode.
    func check(_ fields: FormFields, _ member: Member) throws(DashboardRefusal) {
        guard tokens.isValid(fields["token"], of: member.formSubject, cookie: member.cookie.text) else {
            throw .wrongToken
        }
    }

    /// The fields of a query; none without one.
    func query(of request: borrowing HTTPRequest) throws(DashboardRefusal) -> FormFields? {
        guard let query = request.query else { return nil }
        guard query.count <= Limits.queryBytes else { throw .tooLarge }
        guard let fields = FormFields(request.head[query]) else { throw .malformed }
        return fields
    }
}
