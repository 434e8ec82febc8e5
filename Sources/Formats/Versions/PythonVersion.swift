/// A version by PEP 440, with its order.
public struct PythonVersion: Sendable, Comparable {
  private enum Local: Equatable, Sendable {
    case text(String)
    case number(Decimals)
  }

  private var epoch = Decimals("0")
  private var release: [Decimals] = []
  /// 0 alpha, 1 beta, 2 candidate.
  private var pre: (phase: Int, number: Decimals)?
  private var post: Decimals?
  private var dev: Decimals?
  private var local: [Local] = []

  /// Nil where the text is no version.
  public init?(_ text: some StringProtocol) {
    var scanner = Scanner(text.trimmed.lowercased())
    scanner.take("v")
    var number = scanner.digits()
    if number != nil, scanner.take("!") {
      epoch = number ?? epoch
      number = scanner.digits()
    }
    guard let first = number else { return nil }
    release = [first]
    while scanner.peekIsDigitAfterDot, scanner.take("."), let next = scanner.digits() {
      release.append(next)
    }
    while release.count > 1, release.last?.isZero == true { release.removeLast() }
    pre = scanner.marked([
      ("alpha", 0), ("beta", 1), ("preview", 2), ("pre", 2), ("a", 0), ("b", 1), ("c", 2),
      ("rc", 2),
    ])
    post = scanner.marked([("post", 0), ("rev", 0), ("r", 0)])?.number ?? scanner.implicitPost()
    dev = scanner.marked([("dev", 0)])?.number
    if scanner.take("+") {
      for part in scanner.rest().split(
        omittingEmptySubsequences: false, whereSeparator: Self.isSeparator)
      {
        guard !part.isEmpty, part.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
          return nil
        }
        let isNumber = part.allSatisfy { $0.isNumber }
        local.append(isNumber ? .number(Decimals(part)) : .text(String(part)))
      }
    }
    guard scanner.isAtEnd else { return nil }
  }

  private static func isSeparator(_ character: Character) -> Bool { ".-_".contains(character) }

  public static func == (left: PythonVersion, right: PythonVersion) -> Bool {
    !(left < right) && !(right < left)
  }

  public static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    if left.epoch != right.epoch { return left.epoch < right.epoch }
    if left.release != right.release {
      return left.release.lexicographicallyPrecedes(right.release)
    }
    if left.preKey != right.preKey { return left.preKey < right.preKey }
    let (leftPre, rightPre) = (left.pre?.number, right.pre?.number)
    if let leftPre, let rightPre, leftPre != rightPre { return leftPre < rightPre }
    if left.post != right.post {
      guard let a = left.post else { return true }
      guard let b = right.post else { return false }
      return a < b
    }
    if left.dev != right.dev {
      // No dev comes after every dev.
      guard let a = left.dev else { return false }
      guard let b = right.dev else { return true }
      return a < b
    }
    return left.local.lexicographicallyPrecedes(right.local) { a, b in
      switch (a, b) {
      case (.text(let a), .text(let b)): a < b
      case (.number(let a), .number(let b)): a < b
      case (.text, .number): true
      case (.number, .text): false
      }
    }
  }

  /// A dev release of the version itself comes before its pre-releases, the version after them.
  private var preKey: Int {
    if let pre { return pre.phase }
    return post == nil && dev != nil ? -1 : 3
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    @discardableResult
    mutating func take(_ word: String) -> Bool {
      guard bytes[index...].starts(with: word.utf8) else { return false }
      index += word.utf8.count
      return true
    }

    mutating func digits() -> Decimals? {
      let start = index
      while index < bytes.count, Byte.isDigit(bytes[index]) { index += 1 }
      return index > start ? Decimals(String(decoding: bytes[start..<index], as: UTF8.self)) : nil
    }

    var peekIsDigitAfterDot: Bool {
      index + 1 < bytes.count && bytes[index] == Byte.dot && Byte.isDigit(bytes[index + 1])
    }

    private mutating func separator() {
      if index < bytes.count, [Byte.dot, Byte.minus, 0x5F].contains(bytes[index]) { index += 1 }
    }

    /// One of the words, with a number after it or none for 0.
    mutating func marked(_ words: [(String, Int)]) -> (phase: Int, number: Decimals)? {
      let start = index
      separator()
      for (word, phase) in words where take(word) {
        let afterWord = index
        separator()
        if let number = digits() { return (phase, number) }
        index = afterWord
        return (phase, Decimals("0"))
      }
      index = start
      return nil
    }

    /// `1.0-1` is a post-release.
    mutating func implicitPost() -> Decimals? {
      let start = index
      if take("-"), let number = digits() { return number }
      index = start
      return nil
    }

    mutating func rest() -> String {
      defer { index = bytes.count }
      return String(decoding: bytes[index...], as: UTF8.self)
    }
  }
}
