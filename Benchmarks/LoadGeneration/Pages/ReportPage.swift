/// A page that stands alone: its style and pictures are in it, nothing is fetched, nothing runs.
package struct ReportPage {
    private var body = Markup()
    private let title: String

    /// Begins a page with its title and a line below it.
    package init(title: String, subtitle: String) {
        self.title = title
        body.element("header") { header in
            header.element("h1", text: title)
            header.element("p", text: subtitle)
        }
    }

    /// Adds figures to be seen first, each with its name below it.
    package mutating func add(figures: [(value: String, name: String)]) {
        body.element("section", ["class": "figures"]) { section in
            for figure in figures {
                section.element("div") { box in
                    box.element("b", text: figure.value)
                    box.element("span", text: figure.name)
                }
            }
        }
    }

    /// Adds a warning or an error.
    package mutating func add(alert: String) {
        body.element("p", ["class": "alert", "role": "alert"], text: alert)
    }

    /// Adds a picture, with a sentence that says how to read it.
    package mutating func add(_ chart: LineChart, reading: String) {
        body.element("section", ["class": "chart"]) { section in
            section.element("h2", text: chart.title)
            section.element("p", text: reading)
            chart.drawLegend(in: &section)
            chart.draw(in: &section)
        }
    }

    /// Adds a table.
    package mutating func add(table: TextTable, title: String) {
        body.element("section") { section in
            section.element("h2", text: title)
            section.element("div", ["class": "scroll"]) { scroll in
                scroll.element("table") { table.write(to: &$0) }
            }
        }
    }

    /// Adds lines of text as they are.
    package mutating func add(lines: [String], title: String) {
        body.element("section") { section in
            section.element("h2", text: title)
            section.element("pre", text: lines.joined(separator: "\n"))
        }
    }

    /// The whole page.
    package var html: String {
        var page = Markup()
        page.verbatim("<!DOCTYPE html>\n")
        page.element("html", ["lang": "en"]) { html in
            html.element("head") { head in
                head.verbatim("<meta charset=\"utf-8\">")
                head.verbatim("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                head.element("title", text: title)
                head.element("style") { $0.verbatim(PageStyle.sheet) }
            }
            html.element("body") { $0.include(body) }
        }
        return page.html + "\n"
    }
}
