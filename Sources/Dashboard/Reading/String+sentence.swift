extension String {
    /// Words as a sentence: with a capital at its beginning and a full stop at its end.
    var sentence: String {
        prefix(1).uppercased() + dropFirst() + "."
    }
}
