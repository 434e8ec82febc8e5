/// A version made of numbers, as most ecosystems write them: `1.2.3`, `v2025.7.1`, `1.0.0-rc.1`.
public struct DottedVersion: Sendable, Hashable, Comparable {
  private let numbers: [Int]
  /// What follows the numbers; a version with it comes before the one without.
  private let suffix: String

  public init?(_ text: some StringProtocol) {
    var rest = Substring(text)
    while let first = rest.first, first == "v" || first == "=" { rest = rest.dropFirst() }
    rest = rest.prefix { $0 != "+" }
    var numbers: [Int] = []
    while true {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits) else { break }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
      guard rest.first == ".", rest.dropFirst().first?.isNumber == true else { break }
      rest = rest.dropFirst()
    }
    guard !numbers.isEmpty, numbers.count <= 8 else { return nil }
    guard rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) })
    else { return nil }
    while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
    suffix = String(rest.drop { ".-_".contains($0) })
  }

  public static func < (left: DottedVersion, right: DottedVersion) -> Bool {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let a = index < left.numbers.count ? left.numbers[index] : 0
      let b = index < right.numbers.count ? right.numbers[index] : 0
      if a != b { return a < b }
    }
    if left.suffix.isEmpty || right.suffix.isEmpty {
      return !left.suffix.isEmpty && right.suffix.isEmpty
    }
    return left.suffix < right.suffix
  }
}
