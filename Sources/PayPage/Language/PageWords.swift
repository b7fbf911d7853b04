import Checkout
import PaymentFlows

/// What the page says to one customer: sentences and amounts in one language.
struct PageWords: Sendable {
    let language: Language
    let phrases: Phrases
    let amounts: AmountForm

    /// The words for a customer's locale.
    init(_ locale: CustomerLocale) {
        language = locale.language
        phrases = Phrases.of(locale.language)
        amounts = AmountForm(locale)
    }

    /// What the page is about.
    func title(of view: PaymentView) -> String {
        let merchant: KeyValuePairs = ["merchant": view.merchantName]
        return switch view.order.purpose {
        case .payment: phrases(.title, merchant)
        case .subscription: phrases(.subscribeTitle, merchant)
        case .donation, .chosenDonation: phrases(.donateTitle, merchant)
        }
    }

    /// How often a subscription is paid.
    func interval(_ recurring: Recurring) -> String {
        let (single, several): (Phrase, Phrase) =
            switch recurring.interval {
            case .day: (.everyDay, .everyDays)
            case .week: (.everyWeek, .everyWeeks)
            case .month: (.everyMonth, .everyMonths)
            case .year: (.everyYear, .everyYears)
            }
        return recurring.count == 1 ? phrases[single] : phrases(several, ["count": amounts.count(recurring.count)])
    }

    /// What who subscribes agrees to, as it is shown and kept; nil where nothing is subscribed to.
    func agreement(_ offer: PaymentOffer, of view: PaymentView) -> String? {
        guard let recurring = view.order.purpose.recurring, let total = total(of: view) else { return nil }
        let values: KeyValuePairs = [
            "total": total, "interval": interval(recurring), "merchant": view.merchantName,
        ]
        let agreement = phrases(.agreement, values)
        return total == amounts.text(offer.price) ? agreement : "\(agreement) \(phrases[.agreementExchange])"
    }

    /// The order's whole price; nil until the donor has chosen.
    func total(of view: PaymentView) -> String? {
        view.order.total.map { amounts.text($0, view.order.currency) }
    }

    /// How much time is left, once it is little.
    func timeLeft(_ seconds: Int64) -> String? {
        guard seconds < Limits.expiryWarningSeconds else { return nil }
        guard seconds >= 120 else { return phrases[.lastMinutes] }
        return phrases(.minutesLeft, ["count": amounts.count(seconds / 60)])
    }

    /// A wallet as people read it: without the scheme that nearly all have.
    func wallet(_ address: String) -> String {
        address.hasPrefix("https://") ? String(address.dropFirst("https://".count)) : address
    }

    /// How an attempt ended.
    func sentence(_ failed: FailedAttempt, _ view: PaymentView) -> String {
        let wallet = wallet(failed.wallet)
        return switch failed.reason {
        case .walletNotReached: phrases(.failedWalletNotReached, ["wallet": wallet])
        case .walletUnsuitable: phrases(.failedWalletUnsuitable, ["wallet": wallet])
        case .walletFailing: phrases(.failedWalletFailing, ["wallet": wallet])
        case .amountRefused: phrases(.failedAmountRefused, ["wallet": wallet])
        case .merchantWalletFailing: phrases(.failedMerchantWalletFailing, ["merchant": view.merchantName])
        case .declined: phrases(.failedDeclined, ["wallet": wallet])
        case .approvalLost: phrases(.failedApprovalLost, ["wallet": wallet])
        case .priceRisen: phrases(.failedPriceRisen, ["wallet": wallet])
        case .paymentFailed: phrases(.failedPaymentFailed, ["wallet": wallet])
        }
    }

    /// What a donor is asked for.
    func amountLabel(_ order: PaymentOrder) -> String {
        let currency = order.currency.text.uppercased()
        guard order.chosenQuantity > 1 else { return phrases(.amountLabel, ["currency": currency]) }
        return phrases(.amountEachLabel, ["currency": currency, "count": amounts.count(order.chosenQuantity)])
    }

    /// Why what a donor typed is not taken, and how it is written.
    func sentence(_ problem: AmountProblem, _ bounds: CustomUnitAmount, _ currency: Currency) -> String {
        let code = currency.text.uppercased()
        let amount = bounds.preset ?? bounds.minimum ?? bounds.maximum ?? 1000
        let example = amounts.number(amount, currency)
        return switch problem {
        case .unreadable, .tooLarge: phrases(.wrongAmount, ["example": example])
        case .ambiguous: phrases(.amountAmbiguous, ["example": example])
        case .tooManyDecimals where currency.exponent == 0:
            phrases(.amountWithoutDecimals, ["currency": code, "example": example])
        case .tooManyDecimals:
            phrases(
                .amountDecimals,
                ["currency": code, "count": amounts.count(Int64(currency.exponent)), "example": example]
            )
        case .otherCurrency(let written):
            phrases(.amountOtherCurrency, ["written": written, "currency": code, "example": example])
        }
    }

    /// Between which amounts a donor may choose; nil where there are no bounds.
    func bounds(_ bounds: CustomUnitAmount, _ currency: Currency) -> String? {
        let minimum = bounds.minimum.map { amounts.text($0, currency) }
        let maximum = bounds.maximum.map { amounts.text($0, currency) }
        return switch (minimum, maximum) {
        case (let minimum?, let maximum?): phrases(.amountBetween, ["minimum": minimum, "maximum": maximum])
        case (let minimum?, nil): phrases(.amountAtLeast, ["minimum": minimum])
        case (nil, let maximum?): phrases(.amountAtMost, ["maximum": maximum])
        case (nil, nil): nil
        }
    }
}
