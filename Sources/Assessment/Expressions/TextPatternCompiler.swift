/// Compiles the regular subset of regular expressions: no back-references, no look-around.
struct TextPatternCompiler {
  private typealias Program = [TextPattern.Instruction]

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var ignoresCase = false

  static func compile(_ source: String) throws(ExpressionError) -> [TextPattern.Instruction] {
    var compiler = TextPatternCompiler(scalars: Array(source.unicodeScalars))
    if source.hasPrefix("(?i)") {
      compiler.ignoresCase = true
      compiler.position = 4
    }
    let program = try compiler.alternatives()
    guard compiler.position == compiler.scalars.count else {
      throw compiler.error("a ')' too many")
    }
    return program + [.accept]
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func error(_ reason: String) -> ExpressionError {
    ExpressionError("pattern '\(String(String.UnicodeScalarView(scalars)))': \(reason)")
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private func checked(_ program: Program) throws(ExpressionError) -> Program {
    guard program.count <= TextPattern.sizeLimit else { throw error("too large") }
    return program
  }

  private mutating func alternatives() throws(ExpressionError) -> Program {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { throw error("nested too deeply") }
    var program = try sequence()
    while take("|") {
      let other = try sequence()
      program = try checked(
        [.split(1, program.count + 2)] + program.shifted(by: 1) + [
          .jump(program.count + 2 + other.count)
        ] + other.shifted(by: program.count + 2))
    }
    return program
  }

  private mutating func sequence() throws(ExpressionError) -> Program {
    var program: Program = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let item = try repeated(try atom())
      program = try checked(program + item.shifted(by: program.count))
    }
    return program
  }

  private mutating func repeated(_ atom: Program) throws(ExpressionError) -> Program {
    let low: Int
    let high: Int?
    if take("*") {
      (low, high) = (0, nil)
    } else if take("+") {
      (low, high) = (1, nil)
    } else if take("?") {
      (low, high) = (0, 1)
    } else if let bounds = try counts() {
      (low, high) = bounds
    } else {
      return atom
    }
    _ = take("?")  // A lazy repetition finds the same texts.
    if let scalar = peek, ["*", "+", "?"].contains(scalar) { throw error("a repetition too many") }
    var program: Program = []
    func append(_ part: Program) throws(ExpressionError) {
      program = try checked(program + part.shifted(by: program.count))
    }
    for _ in 0..<low { try append(atom) }
    guard let high else {
      try append([.split(1, atom.count + 2)] + atom.shifted(by: 1) + [.jump(0)])
      return program
    }
    for _ in low..<max(low, high) {
      try append([.split(1, atom.count + 1)] + atom.shifted(by: 1))
    }
    return program
  }

  /// `{3}`, `{3,}` or `{3,5}`; anything else in braces is text.
  private mutating func counts() throws(ExpressionError) -> (Int, Int?)? {
    guard peek == "{", let close = scalars[position...].firstIndex(of: "}") else { return nil }
    let inside = String(String.UnicodeScalarView(scalars[(position + 1)..<close]))
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, inside.unicodeScalars.allSatisfy({ $0.isDigit || $0 == "," }),
      let first = parts.first, !inside.isEmpty, inside != ","
    else { return nil }
    guard let low = first.isEmpty ? 0 : Int(first), low <= 1000 else { throw error("too large") }
    position = close + 1
    guard parts.count == 2 else { return (low, low) }
    if parts[1].isEmpty { return (low, nil) }
    guard let high = Int(parts[1]), high <= 1000 else { throw error("too large") }
    guard low <= high else { throw error("a repetition from \(low) to \(high)") }
    return (low, high)
  }

  private mutating func atom() throws(ExpressionError) -> Program {
    guard let scalar = peek else { return [] }
    position += 1
    switch scalar {
    case "(":
      if take("?"), !take(":") { throw error("only (?: … ) groups and a leading (?i) are allowed") }
      let inner = try alternatives()
      guard take(")") else { throw error("a ')' is missing") }
      return inner
    case "[": return [.one(try characterClass())]
    case ".": return [.one(.anyButLineFeed)]
    case "^": return [.assert(.start)]
    case "$": return [.assert(.end)]
    case "*", "+", "?": throw error("nothing to repeat before '\(scalar)'")
    case "\\": return [try escape()]
    default: return [.one(single(scalar))]
    }
  }

  private func single(_ scalar: Unicode.Scalar) -> TextPattern.CharacterSet {
    .init(items: [.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
  }

  private mutating func escape() throws(ExpressionError) -> TextPattern.Instruction {
    guard let scalar = peek else { throw error("ends in a backslash") }
    switch scalar {
    case "b", "B", "A", "Z":
      position += 1
      switch scalar {
      case "b": return .assert(.wordBoundary)
      case "B": return .assert(.noWordBoundary)
      case "A": return .assert(.start)
      default: return .assert(.veryEnd)
      }
    default: return .one(.init(items: [try escapedItem()], ignoresCase: ignoresCase))
    }
  }

  /// What follows a backslash, in and out of a class.
  private mutating func escapedItem() throws(ExpressionError) -> TextPattern.CharacterSet.Item {
    guard let scalar = peek else { throw error("ends in a backslash") }
    position += 1
    switch scalar {
    case "d": return .named(.digit, isNegated: false)
    case "D": return .named(.digit, isNegated: true)
    case "w": return .named(.word, isNegated: false)
    case "W": return .named(.word, isNegated: true)
    case "s": return .named(.space, isNegated: false)
    case "S": return .named(.space, isNegated: true)
    case "n": return .range(10...10)
    case "r": return .range(13...13)
    case "t": return .range(9...9)
    default:
      guard !scalar.isNameStart, !scalar.isDigit else { throw error("unknown '\\\(scalar)'") }
      return .range(scalar.value...scalar.value)
    }
  }

  private mutating func characterClass() throws(ExpressionError) -> TextPattern.CharacterSet {
    var set = TextPattern.CharacterSet(items: [], ignoresCase: ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = peek {
      position += 1
      if scalar == "]", !isFirst { return set }
      isFirst = false
      let low = scalar == "\\" ? try escapedItem() : .range(scalar.value...scalar.value)
      guard case .range(let start) = low, peek == "-", position + 1 < scalars.count,
        scalars[position + 1] != "]"
      else {
        set.items.append(low)
        continue
      }
      position += 1
      let next = scalars[position]
      position += 1
      let high = next == "\\" ? try escapedItem() : .range(next.value...next.value)
      guard case .range(let end) = high, start.lowerBound <= end.upperBound else {
        throw error("a range that runs backwards")
      }
      set.items.append(.range(start.lowerBound...end.upperBound))
    }
    throw error("a ']' is missing")
  }
}

extension [TextPattern.Instruction] {
  /// The same program, placed so many instructions further on.
  fileprivate func shifted(by offset: Int) -> Self {
    offset == 0
      ? self
      : map { instruction in
        switch instruction {
        case .split(let first, let second): .split(first + offset, second + offset)
        case .jump(let target): .jump(target + offset)
        default: instruction
        }
      }
  }
}
