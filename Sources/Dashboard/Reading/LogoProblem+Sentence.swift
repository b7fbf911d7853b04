import Checkout

extension LogoProblem {
    /// What is wrong with a file, for the merchant.
    var sentence: String {
        switch self {
        case .tooLarge(let maximum):
            "The file is too large. A logo has at most \(Amounts.count(maximum)) bytes, which are \(maximum >> 10) KiB."
        case .kindUnknown:
            "The file is neither a PNG nor a JPEG nor a WebP. An SVG can carry scripts, and is not taken."
        case .unreadable: "The file begins like a picture and breaks off. Save it again as PNG, JPEG or WebP."
        case .tooManyPixels(let maximum):
            "A logo is at least one pixel and at most \(Amounts.count(maximum)) pixels wide and high."
        case .moving: "The picture moves. A logo stands still."
        }
    }
}
