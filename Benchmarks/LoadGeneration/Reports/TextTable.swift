/// A table for a terminal: columns as wide as their widest cell, the first to the left, figures to the right.
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

    /// The table's lines.
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
}
