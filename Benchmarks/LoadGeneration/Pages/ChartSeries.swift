/// One line of a chart.
package struct ChartSeries {
    /// Which colour it has; an earlier run is grey and dashed.
    package enum Colour: String {
        /// Blue.
        case first

        /// Orange.
        case second

        /// Green.
        case third

        /// Grey and dashed.
        case old
    }

    /// A place on the line, with the words that are shown when one points at it.
    package struct Point {
        let x: Double
        let y: Double
        let words: String

        /// Puts a point together.
        package init(x: Double, y: Double, words: String) {
            (self.x, self.y, self.words) = (x, y, words)
        }
    }

    let name: String
    let colour: Colour
    let points: [Point]
    let notes: [Point]

    /// A line with its name in the legend; the words of notes are always shown.
    package init(name: String, colour: Colour, points: [Point], notes: [Point] = []) {
        (self.name, self.colour, self.points, self.notes) = (name, colour, points, notes)
    }
}
