/// Takes a result that nobody looks at, so that the compiler cannot leave out what makes it.
@inline(never)
@_optimize(none)
func keep<Value>(_ value: Value) {}
