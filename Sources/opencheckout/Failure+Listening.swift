import HTTPServing

extension Failure {
    /// What could not be listened on, and who is there already.
    init(_ error: HTTPListenError) {
        guard error.code == .addressInUse else {
            self.init("cannot listen on \(error)")
            return
        }
        let port = error.address.split(separator: ":").last.flatMap { UInt16($0) }
        let holder = port.map(PortHolder.name(of:)) ?? "another process"
        self.init("cannot listen on \(error.address): it is in use by \(holder)")
    }
}
