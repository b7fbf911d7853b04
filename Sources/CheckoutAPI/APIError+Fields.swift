/// Bad fields: the first one is the refusal, and all of them are listed with it.
extension APIError {
    init(_ errors: FieldErrors) {
        let first = Detail(errors.first)
        self.init(status: 400, code: first.code, message: first.message, param: first.param)
        if errors.all.count > 1 {
            all = errors.all.map(Detail.init)
        }
    }
}

extension APIError.Detail {
    fileprivate init(_ error: FieldError) {
        switch error.code {
        case .parameterMissing: code = .parameterMissing
        case .parameterInvalid: code = .parameterInvalid
        case .parameterUnknown: code = .parameterUnknown
        case .bodyInvalid: code = .bodyInvalid
        }
        message = error.message
        param = error.code == .bodyInvalid ? nil : error.param
    }
}
