/// A version by Semantic Versioning, with any number of numeric parts.
public struct SemanticVersion: Sendable, Comparable {
  private var release: [Decimals] = []
  private var prerelease: [Substring] = []

  /// Nil where the text does not start with a number, an optional `v` aside.
  public init?(_ text: some StringProtocol) {
    let plain = text.trimmed.drop { $0 == "v" || $0 == "V" || $0 == "=" }.prefix { $0 != "+" }
    var index = plain.startIndex
    while true {
      let digits = plain[index...].prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { break }
      release.append(Decimals(digits))
      index = digits.endIndex
      guard index < plain.endIndex, plain[index] == "." else { break }
      let next = plain.index(after: index)
      guard next < plain.endIndex, plain[next].isASCII, plain[next].isNumber else { break }
      index = next
    }
    guard !release.isEmpty else { return nil }
    while release.count > 1, release.last?.isZero == true { release.removeLast() }
    prerelease = plain[index...].split { ".-_".contains($0) }
    // Words that Java projects put behind a finished release.
    if let only = prerelease.first, prerelease.count == 1,
      ["final", "release", "ga"].contains(only.lowercased())
    {
      prerelease = []
    }
  }

  public static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
    !(left < right) && !(right < left)
  }

  public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    if left.release != right.release {
      return left.release.lexicographicallyPrecedes(right.release)
    }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    return left.prerelease.lexicographicallyPrecedes(right.prerelease) { a, b in
      let (aIsNumber, bIsNumber) = (a.allSatisfy(\.isNumber), b.allSatisfy(\.isNumber))
      if aIsNumber, bIsNumber { return Decimals(a) < Decimals(b) }
      return aIsNumber != bIsNumber ? aIsNumber : a < b
    }
  }
}
