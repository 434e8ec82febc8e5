/// A whole number of any length, for comparing.
struct Decimals: Sendable, Comparable {
  private let digits: Substring

  init(_ text: some StringProtocol) {
    let significant = String(text).drop { $0 == "0" }
    digits = significant
  }

  var isZero: Bool { digits.isEmpty }

  static func < (left: Decimals, right: Decimals) -> Bool {
    let (a, b) = (left.digits.utf8.count, right.digits.utf8.count)
    return a != b ? a < b : left.digits < right.digits
  }
}
