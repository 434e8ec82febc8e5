/// One factor of the score, as it is printed and as it is multiplied.
struct PriorityFactor: Sendable, Hashable {
  /// Rounded to four places, so that what is printed multiplies out to the score.
  let value: Double
  let reason: String
  /// False where a middling value stands in for a fact that nobody has established.
  let known: Bool

  init(_ value: Double, _ reason: String, known: Bool = true) {
    self.value = value.rounded(places: 4)
    self.reason = reason
    self.known = known
  }
}

extension Double {
  func rounded(places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }

  /// The number within 0 to 1; nil where it is no number, which is as good as unknown.
  var unit: Double? { isNaN ? nil : Swift.min(1, Swift.max(0, self)) }

  /// A probability as people write it: `0.9`, `0.05`.
  var printed: String {
    let text = "\(rounded(places: 3))"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
