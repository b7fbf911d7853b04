/// Links of Markdown files lead somewhere: to a file, to a heading in it, or to a page of the same DocC catalogue.
enum LinkCheck {
    static func findings(in file: TextFile, repository: Repository) -> [Finding] {
        let pages = Dictionary(repository.files.map { ($0.path, $0) }) { first, _ in first }
        return links(of: file)
            .compactMap { line, link in
                problem(with: link, in: file, pages: pages, exists: repository.exists)
                    .map { Finding(file, line: line, $0) }
            }
    }

    /// Links outside fenced blocks and code spans.
    static func links(of file: TextFile) -> [(line: Int, link: String)] {
        var isFenced = false
        return file.lines.enumerated()
            .flatMap { index, line -> [(line: Int, link: String)] in
                if line.trimmed.hasPrefix("```") { isFenced.toggle() }
                guard !isFenced else { return [] }
                let text = line.replacing(/`[^`]*`/, with: "code")
                let inline = text.matches(of: /\]\(<?([^)>\s]+)>?[^)]*\)/).map { (index, String($0.1)) }
                let catalogue = text.matches(of: /<(doc:[^>]+)>/).map { (index, String($0.1)) }
                return inline + catalogue
            }
    }

    static func problem(
        with link: String,
        in file: TextFile,
        pages: [String: TextFile],
        exists: (String) -> Bool
    ) -> String? {
        if link.hasPrefix("doc:") {
            let page = file.folder + "/" + link.dropFirst(4).prefix { $0 != "#" } + ".md"
            return pages[page] == nil ? "no page `\(page)` for `\(link)`" : nil
        }
        guard link.firstMatch(of: /^[a-z][a-z0-9+.-]*:/) == nil else { return nil }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts[0].isEmpty ? file.path : PathCheck.resolve(parts[0], from: file.folder)
        guard let path else { return "`\(link)` leads out of the repository" }
        guard exists(path) else { return "`\(link)` leads to `\(path)`, which is not there" }
        guard parts.count > 1, let page = pages[path], page.isMarkdown else { return nil }
        return anchors(of: page).contains(parts[1]) ? nil : "`\(path)` has no heading `#\(parts[1])`"
    }

    /// Headings as the forges make anchors of them: lower case, spaces to hyphens, other signs dropped.
    static func anchors(of page: TextFile) -> Set<String> {
        Set(
            page.lines.filter { $0.hasPrefix("#") }
                .map { line in
                    let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                    return title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.replacing(" ", with: "-")
                }
        )
    }
}
