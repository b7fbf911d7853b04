import Bytes
import Checkout

/// Reading the line items.
extension CreateBodyReader {
    /// The line items and what they have in common.
    struct Order {
        var items: [LineItem] = []
        var currency: Currency?
        var recurring: Recurring?
        var customUnitAmount: CustomUnitAmount?
        var total: Int64 = 0
    }

    /// The members of one item's `price_data`, as far as they are known.
    private struct PriceFields {
        var currency: JSONNode?
        var productData: JSONNode?
        var unitAmount: JSONNode?
        var recurring: JSONNode?
        var customUnitAmount: JSONNode?
    }

    /// Reads `line_items`; `mode` is `nil` when it is wrong itself, and then nothing is held against it here.
    mutating func readOrder(_ node: JSONNode?, mode: SessionMode?) -> Order? {
        guard let node = required(node, at: .lineItems) else { return nil }
        guard document.kind(of: node) == .array else {
            noteWrongKind(node, at: .lineItems, expected: "an array")
            return nil
        }
        let count = document.count(of: node)
        if let violation = NewSessionRules.checkLineItemsCount(count) {
            note(violation, at: .lineItems)
            return nil
        }
        var order = Order()
        order.items.reserveCapacity(count)
        var index = 0
        for element in document.elements(of: node) {
            if let item = readItem(element, index, of: count, mode: mode, order: &order) { order.items.append(item) }
            index += 1
        }
        guard order.items.count == count else { return nil }
        guard let total = OrderTotal.sum(of: order.items), isChoosable(order) else {
            note(.totalTooLarge, at: .lineItems)
            return nil
        }
        order.total = total
        return order
    }

    /// Whether what a donor is to choose from has a total that can be paid; true where there is nothing to choose.
    private func isChoosable(_ order: Order) -> Bool {
        guard let chosen = order.customUnitAmount, let item = order.items.first, item.unitAmount == nil else {
            return true
        }
        let least = chosen.preset ?? chosen.minimum ?? Limits.amountMinimum
        return OrderTotal.price(of: item.quantity, at: least) != nil
    }

    /// Reads one item; `nil` when anything is wrong that makes it unusable.
    private mutating func readItem(
        _ node: JSONNode,
        _ index: Int,
        of count: Int,
        mode: SessionMode?,
        order: inout Order
    ) -> LineItem? {
        guard let node = object(node, at: .item(index)) else { return nil }
        var priceNode: JSONNode?
        var quantityNode: JSONNode?
        for (name, value) in document.members(of: node) {
            if isNamed(name, "price_data") {
                priceNode = value
            } else if isNamed(name, "quantity") {
                quantityNode = value
            } else {
                noteUnknown(name, in: .item(index))
            }
        }
        var item: LineItem?
        if let priceNode = required(priceNode, at: .priceData(index)),
            let priceNode = object(priceNode, at: .priceData(index))
        {
            item = readPrice(priceNode, index, of: count, mode: mode, order: &order)
        }
        guard let quantity = readQuantity(quantityNode, index) else { return nil }
        item?.quantity = quantity
        return item
    }

    private mutating func readQuantity(_ node: JSONNode?, _ index: Int) -> Int64? {
        guard let node = optional(node) else { return 1 }
        return integer(node, at: .quantity(index), outOfRange: .quantityOutOfRange) {
            NewSessionRules.checkQuantity($0)
        }
    }

    /// Reads `price_data` row by row in the order of the documentation's table.
    private mutating func readPrice(
        _ node: JSONNode,
        _ index: Int,
        of count: Int,
        mode: SessionMode?,
        order: inout Order
    ) -> LineItem? {
        let fields = priceFields(node, index)
        let customNode = optional(fields.customUnitAmount)
        let hasCurrency = readCurrency(fields.currency, index, order: &order)
        let product = readProduct(fields.productData, index)
        let unitAmount = readUnitAmount(fields.unitAmount, index, isReplaced: customNode != nil)
        readRecurring(optional(fields.recurring), index, mode: mode, order: &order)
        if let customNode {
            let besideUnitAmount = optional(fields.unitAmount) != nil
            if let mode,
                let violation = NewSessionRules.checkCustomAmountAllowed(
                    in: mode,
                    itemsCount: count,
                    besideUnitAmount: besideUnitAmount
                )
            {
                note(violation, at: .customUnitAmount(index))
            }
            order.customUnitAmount = readCustomAmount(customNode, index)
        }
        guard hasCurrency, let product, unitAmount != nil || customNode != nil else { return nil }
        return LineItem(name: product.name, description: product.description, unitAmount: unitAmount)
    }

    private mutating func priceFields(_ node: JSONNode, _ index: Int) -> PriceFields {
        var fields = PriceFields()
        for (name, value) in document.members(of: node) {
            if isNamed(name, "currency") {
                fields.currency = value
            } else if isNamed(name, "product_data") {
                fields.productData = value
            } else if isNamed(name, "unit_amount") {
                fields.unitAmount = value
            } else if isNamed(name, "recurring") {
                fields.recurring = value
            } else if isNamed(name, "custom_unit_amount") {
                fields.customUnitAmount = value
            } else {
                noteUnknown(name, in: .priceData(index))
            }
        }
        return fields
    }

    private mutating func readCurrency(_ node: JSONNode?, _ index: Int, order: inout Order) -> Bool {
        guard let node = required(node, at: .currency(index)), let code = string(node, at: .currency(index)) else {
            return false
        }
        do throws(RuleViolation) {
            let currency = try Currency(code)
            if let violation = NewSessionRules.checkCurrency(currency, first: order.currency ?? currency) {
                throw violation
            }
            // Said of the first item alone: the others share its currency.
            let isFirst = order.currency == nil
            order.currency = currency
            if isFirst, let walletAsset,
                let violation = NewSessionRules.checkCurrency(currency, heldIn: walletAsset)
            {
                throw violation
            }
            return true
        } catch {
            note(error, at: .currency(index))
            return false
        }
    }

    private mutating func readProduct(_ node: JSONNode?, _ index: Int) -> (name: String, description: String?)? {
        guard let node = required(node, at: .productData(index)),
            let node = object(node, at: .productData(index))
        else { return nil }
        var nameNode: JSONNode?
        var descriptionNode: JSONNode?
        for (name, value) in document.members(of: node) {
            if isNamed(name, "name") {
                nameNode = value
            } else if isNamed(name, "description") {
                descriptionNode = value
            } else {
                noteUnknown(name, in: .productData(index))
            }
        }
        let name = required(nameNode, at: .productName(index))
            .flatMap {
                text($0, at: .productName(index), check: NewSessionRules.checkProductName)
            }
        let description = optional(descriptionNode)
            .flatMap {
                text($0, at: .productDescription(index), check: NewSessionRules.checkProductDescription)
            }
        return name.map { ($0, description) }
    }

    /// Reads `unit_amount`, which must be there unless `custom_unit_amount` is.
    private mutating func readUnitAmount(_ node: JSONNode?, _ index: Int, isReplaced: Bool) -> Int64? {
        if isReplaced, optional(node) == nil { return nil }
        guard let node = required(node, at: .unitAmount(index)) else { return nil }
        return integer(node, at: .unitAmount(index), outOfRange: .amountOutOfRange) { NewSessionRules.checkAmount($0) }
    }
}
