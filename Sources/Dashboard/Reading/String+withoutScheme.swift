extension String {
    /// An address as people read it: without the scheme that nearly all have.
    var withoutScheme: String {
        hasPrefix("https://") ? String(dropFirst("https://".count)) : self
    }
}
