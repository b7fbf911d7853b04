import Pages

/// One choice of a list to choose from.
struct ChoiceContent: Sendable {
    let choiceValue: HTMLText
    let choiceName: HTMLText
    let isChosen: Bool
}
