import Foundation

/// A chart of lines, drawn as SVG.
package struct LineChart {
    let title: String
    let horizontal: ChartAxis
    let vertical: ChartAxis
    let series: [ChartSeries]

    /// A chart of the lines over two axes.
    package init(title: String, horizontal: ChartAxis, vertical: ChartAxis, series: [ChartSeries]) {
        (self.title, self.horizontal, self.vertical, self.series) = (title, horizontal, vertical, series)
    }

    // The drawing's own units; the page scales it to its width.
    private static let width = 860.0
    private static let height = 300.0
    private static let left = 70.0
    private static let right = 20.0
    private static let top = 26.0
    private static let bottom = 44.0

    /// More points than these get no marks of their own.
    private static let markedPoints = 16

    /// Writes what each line is, if there are several.
    func drawLegend(in markup: inout Markup) {
        guard series.count > 1 else { return }
        markup.element("ul", ["class": "legend"]) { list in
            for line in series {
                list.element("li") { item in
                    item.element("i", ["class": line.colour.rawValue])
                    item.text(line.name)
                }
            }
        }
    }

    /// Writes the drawing.
    func draw(in markup: inout Markup) {
        let box = "0 0 \(Self.number(Self.width)) \(Self.number(Self.height))"
        markup.element("svg", ["viewBox": box, "role": "img", "aria-label": title]) { svg in
            drawVertical(in: &svg)
            drawHorizontal(in: &svg)
            for line in series { draw(line, in: &svg) }
            for line in series { drawNotes(of: line, in: &svg) }
        }
    }

    private func drawVertical(in svg: inout Markup) {
        for tick in vertical.ticks {
            let y = y(tick.value)
            Self.line("grid", from: (Self.left, y), to: (Self.width - Self.right, y), in: &svg)
            Self.text(tick.label, at: (Self.left - 10, y + 4), anchor: "end", in: &svg)
        }
        Self.text(vertical.label, at: (0, 12), anchor: "start", in: &svg)
    }

    private func drawHorizontal(in svg: inout Markup) {
        let base = Self.height - Self.bottom
        for tick in horizontal.ticks {
            let x = x(tick.value)
            if horizontal.scale != .linear { Self.line("grid", from: (x, Self.top), to: (x, base), in: &svg) }
            Self.line("base", from: (x, base), to: (x, base + 5), in: &svg)
            Self.text(tick.label, at: (x, base + 20), anchor: "middle", in: &svg)
        }
        Self.line("base", from: (Self.left, base), to: (Self.width - Self.right, base), in: &svg)
        let end = Self.width - Self.right
        Self.text(horizontal.label, at: (end, Self.height - 4), anchor: "end", in: &svg)
    }

    private func draw(_ line: ChartSeries, in svg: inout Markup) {
        svg.element("g", ["class": line.colour.rawValue]) { group in
            let places = line.points.map { "\(Self.number(x($0.x))),\(Self.number(y($0.y)))" }
            group.element("polyline", ["class": "curve", "points": places.joined(separator: " ")])
            let isMarked = line.points.count <= Self.markedPoints
            for point in line.points {
                let place = (Self.number(x(point.x)), Self.number(y(point.y)))
                let style = isMarked ? "mark" : "spot"
                group.element("circle", ["class": style, "cx": place.0, "cy": place.1, "r": "4.5"]) { circle in
                    circle.element("title", text: point.words)
                }
            }
        }
    }

    private func drawNotes(of line: ChartSeries, in svg: inout Markup) {
        svg.element("g", ["class": line.colour.rawValue]) { group in
            for note in line.notes {
                let (x, y) = (x(note.x), y(note.y))
                group.element("circle", ["class": "mark", "cx": Self.number(x), "cy": Self.number(y), "r": "4.5"])
                // Below the point and inwards: lines with notes only rise.
                let isFarRight = x > Self.width * 0.85
                let place = (x + (isFarRight ? -2 : 2), y + 22)
                Self.text(note.words, at: place, anchor: isFarRight ? "end" : "start", style: "note", in: &group)
            }
        }
    }

    private func x(_ value: Double) -> Double {
        Self.left + horizontal.place(of: value) * (Self.width - Self.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        Self.height - Self.bottom - vertical.place(of: value) * (Self.height - Self.top - Self.bottom)
    }

    private static func line(
        _ style: String,
        from start: (x: Double, y: Double),
        to end: (x: Double, y: Double),
        in svg: inout Markup
    ) {
        svg.element(
            "line",
            ["class": style, "x1": number(start.x), "y1": number(start.y), "x2": number(end.x), "y2": number(end.y)]
        )
    }

    private static func text(
        _ text: String,
        at place: (x: Double, y: Double),
        anchor: String,
        style: String = "label",
        in svg: inout Markup
    ) {
        svg.element(
            "text",
            ["class": style, "x": number(place.x), "y": number(place.y), "text-anchor": anchor],
            text: text
        )
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
