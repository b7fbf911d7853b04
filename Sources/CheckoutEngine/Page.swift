/// A page of a list, newest first.
package struct Page<Element: Sendable>: Sendable {
    /// The elements as they were when the page was made.
    package let elements: [Element]

    /// Where the next page begins; nil at the end of the list.
    package let next: UInt64?

    /// A page of elements.
    package init(elements: [Element], next: UInt64?) {
        self.elements = elements
        self.next = next
    }
}
