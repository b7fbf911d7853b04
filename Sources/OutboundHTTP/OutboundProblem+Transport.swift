import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOSSL

/// What the errors of the libraries below mean to whoever sent the request.
extension OutboundProblem {
    /// The reason behind an error of a connection.
    init(_ error: any Error, limits: OutboundLimits) {
        switch error {
        case let problem as OutboundProblem: self = problem
        case let error as HTTPClientError: self.init(error, limits: limits)
        case let error as IOError: self.init(errno: error.errnoCode, limits: limits)
        case let error as NIOSSLExtraError:
            self = error == .failedToValidateHostname ? .certificateForAnotherName : .encryptionFailed
        case let error as NIOSSLError: self.init(error)
        case ChannelError.connectTimeout: self = .connectTimedOut(limits.connect)
        case is ChannelError: self = .connectionClosed
        case HTTPParserError.invalidEOFState: self = .connectionClosed
        case is HTTPParserError: self = .notHTTP
        case is CancellationError: self = .shutDown
        case _: self = .failed
        }
    }

    private init(_ error: HTTPClientError, limits: OutboundLimits) {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout:
            self = .timedOut(limits.whole)
        case .connectTimeout, .tlsHandshakeTimeout: self = .connectTimedOut(limits.connect)
        case .remoteConnectionClosed: self = .connectionClosed
        case .cancelled, .alreadyShutdown: self = .shutDown
        case _: self = .failed
        }
    }

    private init(errno code: CInt, limits: OutboundLimits) {
        switch code {
        case ECONNREFUSED: self = .connectionRefused
        case ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, ENETDOWN: self = .unreachable
        case ETIMEDOUT: self = .connectTimedOut(limits.connect)
        case ECONNRESET, EPIPE: self = .connectionClosed
        case _: self = .failed
        }
    }

    private init(_ error: NIOSSLError) {
        switch error {
        case .handshakeFailed(.sslError(let stack)):
            // The library below says only in words that it was the certificate.
            let isVerification = stack.contains { $0.description.contains("CERTIFICATE_VERIFY_FAILED") }
            self = isVerification ? .certificateNotTrusted : .encryptionFailed
        case .noCertificateToValidate, .unableToValidateCertificate: self = .certificateNotTrusted
        case .uncleanShutdown: self = .connectionClosed
        case _: self = .encryptionFailed
        }
    }
}
