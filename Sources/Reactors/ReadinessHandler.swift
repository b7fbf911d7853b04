/// Who is told when a watched descriptor is ready.
package protocol ReadinessHandler: AnyObject {
    /// Called on the loop's thread, at most once a turn for a descriptor.
    ///
    /// It may unwatch or close any descriptor: events of this turn that were meant for those are dropped, also when the
    /// number of the descriptor was given out again meanwhile.
    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness)
}
