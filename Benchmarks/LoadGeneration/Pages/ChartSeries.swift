/// One line of a chart.
struct ChartSeries {
    /// Which colour it has; an earlier run is grey and dashed.
    enum Colour: String {
        case first
        case second
        case third
        case fourth
        case old
    }

    /// A place on the line, with the words that are shown when one points at it.
    struct Point {
        var x: Double
        var y: Double
        var words: String
    }

    var name: String
    var colour: Colour
    var points: [Point]

    /// Points whose words are always shown.
    var notes: [Point] = []
}
