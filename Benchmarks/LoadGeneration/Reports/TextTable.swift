/// A table of text, for a terminal or a page.
///
/// The first column names what the line is about and stands to the left, figures stand to the right.
package struct TextTable {
    private var rows: [[String]]

    /// A table with a line of headings.
    package init(_ headings: [String]) {
        rows = [headings]
    }

    /// Adds a line of as many cells as there are headings.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count == rows[0].count, "a line has a cell for each heading")
        rows.append(cells)
    }

    /// The lines for a terminal, columns as wide as their widest cell.
    package var lines: [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }
            return cells.joined(separator: "  ")
        }
    }

    /// Writes the table as rows of HTML.
    func write(to markup: inout Markup) {
        markup.element("thead") { head in
            head.element("tr") { line in
                for cell in rows[0] { line.element("th", ["scope": "col"], text: cell) }
            }
        }
        markup.element("tbody") { body in
            for row in rows.dropFirst() {
                body.element("tr") { line in
                    line.element("th", ["scope": "row"], text: row[0])
                    for cell in row.dropFirst() { line.element("td", text: cell) }
                }
            }
        }
    }
}
