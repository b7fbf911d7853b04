import Bytes
import Checkout

/// Reading what makes a price recur, or leaves it to the donor.
extension CreateBodyReader {
    /// Reads `recurring`; a subscription without it is monthly.
    mutating func readRecurring(_ node: JSONNode?, _ index: Int, mode: SessionMode?, order: inout Order) {
        guard let node else {
            if mode == .subscription { setRecurring(.monthly, at: .recurring(index), order: &order) }
            return
        }
        guard let node = object(node, at: .recurring(index)) else { return }
        let isAllowed: Bool
        if let mode, let violation = NewSessionRules.checkRecurringAllowed(in: mode) {
            note(violation, at: .recurring(index))
            isAllowed = false
        } else {
            isAllowed = true
        }
        var intervalNode: JSONNode?
        var countNode: JSONNode?
        for (name, value) in document.members(of: node) {
            if isNamed(name, "interval") {
                intervalNode = value
            } else if isNamed(name, "interval_count") {
                countNode = value
            } else {
                noteUnknown(name, in: .recurring(index))
            }
        }
        guard let interval = readInterval(optional(intervalNode), index),
            let recurring = readIntervalCount(optional(countNode), interval, index)
        else { return }
        if isAllowed { setRecurring(recurring, at: .recurring(index), order: &order) }
    }

    private mutating func setRecurring(_ recurring: Recurring, at path: FieldPath, order: inout Order) {
        if let violation = NewSessionRules.checkRecurring(recurring, first: order.recurring ?? recurring) {
            note(violation, at: path)
        } else {
            order.recurring = recurring
        }
    }

    private mutating func readInterval(_ node: JSONNode?, _ index: Int) -> Recurring.Interval? {
        guard let node else { return .month }
        guard document.kind(of: node) == .string else {
            noteWrongKind(node, at: .interval(index), expected: "a string")
            return nil
        }
        guard let interval = Recurring.Interval.allCases.first(where: { document.isString(node, $0.text) }) else {
            note(.intervalUnknown, at: .interval(index))
            return nil
        }
        return interval
    }

    private mutating func readIntervalCount(
        _ node: JSONNode?,
        _ interval: Recurring.Interval,
        _ index: Int
    ) -> Recurring? {
        var count: Int64 = 1
        if let node {
            let outOfRange = RuleViolation.intervalCountOutOfRange(interval, count: .max)
            guard
                let given = integer(node, at: .intervalCount(index), outOfRange: outOfRange, check: { _ in nil })
            else { return nil }
            count = given
        }
        do throws(RuleViolation) {
            return try Recurring(interval: interval, count: count)
        } catch {
            note(error, at: .intervalCount(index))
            return nil
        }
    }

    /// Reads `custom_unit_amount`.
    mutating func readCustomAmount(_ node: JSONNode, _ index: Int) -> CustomUnitAmount? {
        guard let node = object(node, at: .customUnitAmount(index)) else { return nil }
        var minimumNode: JSONNode?
        var maximumNode: JSONNode?
        var presetNode: JSONNode?
        for (name, value) in document.members(of: node) {
            if isNamed(name, "minimum") {
                minimumNode = value
            } else if isNamed(name, "maximum") {
                maximumNode = value
            } else if isNamed(name, "preset") {
                presetNode = value
            } else {
                noteUnknown(name, in: .customUnitAmount(index))
            }
        }
        let errorsBefore = errors.count
        let minimum = readCustomPart(minimumNode, at: .customMinimum(index))
        let maximum = readCustomPart(maximumNode, at: .customMaximum(index))
        let preset = readCustomPart(presetNode, at: .customPreset(index))
        guard errors.count == errorsBefore else { return nil }
        do throws(RuleViolation) {
            return try CustomUnitAmount(minimum: minimum, maximum: maximum, preset: preset)
        } catch {
            note(error, at: .customUnitAmount(index))
            return nil
        }
    }

    private mutating func readCustomPart(_ node: JSONNode?, at path: FieldPath) -> Int64? {
        guard let node = optional(node) else { return nil }
        return integer(node, at: path, outOfRange: .amountOutOfRange) { NewSessionRules.checkAmount($0) }
    }
}
