/// A regular expression that is matched in linear time: all alternatives at once, never backtracking,
/// so that no pattern and no text can make it slow. Searches anywhere in the text unless anchored.
struct TextPattern: Sendable {
  enum Instruction: Sendable {
    case one(CharacterSet)
    case split(Int, Int)
    case jump(Int)
    case assert(Assertion)
    case accept
  }

  enum Assertion: Sendable {
    /// `^`, `\A`.
    case start
    /// `$`: at the end, or before a line feed that ends the text.
    case end
    /// `\Z`.
    case veryEnd
    case wordBoundary
    case noWordBoundary
  }

  /// Instructions of a program, counted repetition written out.
  static let sizeLimit = 2000

  let source: String
  private let program: [Instruction]

  init(_ source: String) throws(ExpressionError) {
    self.source = source
    program = try TextPatternCompiler.compile(source)
  }

  func isFound(in text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var threads = Threads(capacity: program.count)
    var next = Threads(capacity: program.count)
    for position in 0...scalars.count {
      if add(0, to: &threads, scalars, position) { return true }
      guard position < scalars.count else { break }
      next.clear()
      for index in threads.list {
        guard case .one(let set) = program[index], set.contains(scalars[position]) else { continue }
        if add(index + 1, to: &next, scalars, position + 1) { return true }
      }
      swap(&threads, &next)
    }
    return false
  }

  /// Follows everything that needs no character; whether the end of the program is reached.
  private func add(
    _ start: Int, to threads: inout Threads, _ text: [Unicode.Scalar], _ position: Int
  ) -> Bool {
    var pending = [start]
    while let index = pending.popLast() {
      guard threads.insert(index) else { continue }
      switch program[index] {
      case .one: break
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion):
        if holds(assertion, text, position) { pending.append(index + 1) }
      case .accept: return true
      }
    }
    return false
  }

  private func holds(_ assertion: Assertion, _ text: [Unicode.Scalar], _ position: Int) -> Bool {
    switch assertion {
    case .start: return position == 0
    case .veryEnd: return position == text.count
    case .end:
      return position == text.count || (position == text.count - 1 && text[position] == "\n")
    case .wordBoundary, .noWordBoundary:
      let before = position > 0 && CharacterSet.isWord(text[position - 1])
      let after = position < text.count && CharacterSet.isWord(text[position])
      return (before != after) == (assertion == .wordBoundary)
    }
  }

  private struct Threads {
    private(set) var list: [Int] = []
    private var isIn: [Bool]

    init(capacity: Int) { isIn = [Bool](repeating: false, count: capacity) }

    mutating func insert(_ index: Int) -> Bool {
      guard !isIn[index] else { return false }
      isIn[index] = true
      list.append(index)
      return true
    }

    mutating func clear() {
      for index in list { isIn[index] = false }
      list.removeAll(keepingCapacity: true)
    }
  }
}

extension TextPattern {
  /// The characters that one place of a pattern takes.
  struct CharacterSet: Sendable {
    enum Class: Sendable { case digit, word, space }
    enum Item: Sendable {
      case range(ClosedRange<UInt32>)
      case named(Class, isNegated: Bool)
    }

    var items: [Item]
    var isNegated = false
    var ignoresCase = false

    static let anyButLineFeed = CharacterSet(items: [.range(10...10)], isNegated: true)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      var found = holds(scalar)
      if !found, ignoresCase {
        found = Self.otherCases(scalar).contains(where: holds)
      }
      return found != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
      items.contains { item in
        switch item {
        case .range(let range): range.contains(scalar.value)
        case .named(let name, let isNegated): Self.belongs(scalar, name) != isNegated
        }
      }
    }

    private static func otherCases(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
      let properties = scalar.properties
      return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
      }
    }

    private static func belongs(_ scalar: Unicode.Scalar, _ name: Class) -> Bool {
      switch name {
      case .digit: scalar.properties.generalCategory == .decimalNumber
      case .word: isWord(scalar)
      case .space: scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
      }
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.isASCII { return scalar.isNameStart || scalar.isDigit }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        return true
      default: return false
      }
    }
  }
}
