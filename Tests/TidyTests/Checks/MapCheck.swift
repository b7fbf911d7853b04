/// The README's map names every target, so that a newcomer finds each room from the front door.
enum MapCheck {
    static func findings(readme: String, manifest: Manifest) -> [Finding] {
        manifest.targets.filter { $0.kind != .test && !readme.contains("`\($0.name)`") }
            .map { Finding(path: "README.md", "the map does not name `\($0.name)`; give it a line") }
    }
}
