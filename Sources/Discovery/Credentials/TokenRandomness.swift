internal import Matching

/// Whether the body of a secret looks drawn at random, as keys are and placeholders are not.
enum TokenRandomness {
  static func isPlausible(_ body: [UInt8], alphabet: ByteSet, entropy: Double) -> Bool {
    Set(body).count >= min(10, body.count / 3)
      && shannonEntropy(of: body) >= entropy
      && !hasRun(body) && !isPeriodic(body)
      && usesAlphabet(body, alphabet)
  }

  /// Six of the same, or seven in alphabetical or numerical order.
  private static func hasRun(_ body: [UInt8]) -> Bool {
    var same = 1
    var ascending = 1
    for (previous, byte) in zip(body, body.dropFirst()) {
      same = byte == previous ? same + 1 : 1
      ascending = byte == previous &+ 1 ? ascending + 1 : 1
      if same >= 6 || ascending >= 7 { return true }
    }
    return false
  }

  /// A few characters again and again.
  private static func isPeriodic(_ body: [UInt8]) -> Bool {
    (1...8).contains { period in
      guard body.count >= 3 * period else { return false }
      let equal = zip(body, body.dropFirst(period)).count { $0 == $1 }
      return equal * 5 >= (body.count - period) * 4
    }
  }

  /// Chance leaves no case out of sixteen letters, and no digit out of so many hexadecimal ones.
  private static func usesAlphabet(_ body: [UInt8], _ alphabet: ByteSet) -> Bool {
    guard body.count >= 16 else { return true }
    func has(_ range: ClosedRange<UInt8>) -> Bool { body.contains(where: range.contains) }
    let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
    let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let takesLower = alphabet.contains(UInt8(ascii: "a"))
    let takesUpper = alphabet.contains(UInt8(ascii: "A"))
    if takesLower, takesUpper { return has(lower) && has(upper) }
    guard alphabet.contains(UInt8(ascii: "0")) else { return true }
    return has(digits) && (!takesLower || has(lower)) && (!takesUpper || has(upper))
  }
}
