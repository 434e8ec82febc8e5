/// Walks the opcodes of one pickle, as far as needed to prove that it is one and to say what it
/// names and calls. Nothing is built and nothing is run.
struct PickleWalk {
  /// What a value on the stack is known to be.
  private enum Item {
    case other
    case text(String)
    case number(Int)
    case global(String)
    indirect case storage(PickleSummary.Storage)
  }

  private static let deepestStack = 1 << 20
  private static let longestText = 128
  private static let largestMemo = 1 << 17

  private var cursor: ByteCursor
  private let budget: WorkBudget
  private var stack: [Item] = []
  private var marks: [Int] = []
  /// What is known of memoised values; most are not.
  private var memo: [Int: Item] = [:]
  private var memoized = 0
  private var highestPut = -1
  private var awaitsSklearnVersion = false
  private(set) var summary = PickleSummary()

  /// Starts where the cursor stands.
  init(_ cursor: ByteCursor, _ budget: WorkBudget) {
    self.cursor = cursor
    self.budget = budget
    summary.end = cursor.position
  }

  /// Walks to the end of the pickle. What was seen before an error stays in `summary`.
  mutating func run() throws(ArtifactError) {
    while try step() {}
    guard stack.count == 1, marks.isEmpty else {
      throw .malformed("\(stack.count) values on the stack at the end")
    }
    summary.isComplete = true
  }

  /// Takes one opcode; false after the last.
  private mutating func step() throws(ArtifactError) -> Bool {
    try budget.spend()
    let code = try cursor.byte()
    guard let opcode = PickleOpcode.all[Int(code)] else {
      throw .malformed("no pickle opcode \(code) at byte \(cursor.position - 1)")
    }
    let item = try argument(of: opcode, code)
    switch opcode.effect {
    case .stop:
      summary.end = cursor.position
      summary.opcodes += 1
      return false
    case .mark:
      guard marks.count < Self.deepestStack else { throw .limit("too many marks") }
      marks.append(stack.count)
    case .stack where code == UInt8(ascii: "0") && !stack.isEmpty && stack.count == marks.last:
      marks.removeLast()
    case .stack(let taken, let given):
      guard stack.count - taken >= (marks.last ?? 0) else { throw .malformed("stack underflow") }
      try apply(code, Array(stack.suffix(taken)), given: given, item)
    case .toMark(let below):
      guard let mark = marks.popLast(), mark - below >= (marks.last ?? 0) else {
        throw .malformed("a missing mark")
      }
      let items = stack.count - mark <= 8 ? Array(stack[mark...]) : []
      stack.removeLast(stack.count - mark)
      if below == 0, code != UInt8(ascii: "1") {
        stack.append(code == UInt8(ascii: "t") ? Self.tuple(items) : item)
      }
      if code == UInt8(ascii: "o") || code == UInt8(ascii: "i") { summary.calls = true }
    }
    guard stack.count <= Self.deepestStack else { throw .limit("too deep a stack") }
    summary.opcodes += 1
    summary.end = cursor.position
    return true
  }

  private mutating func apply(
    _ code: UInt8, _ taken: [Item], given: Int, _ item: Item
  ) throws(ArtifactError) {
    switch code {
    case UInt8(ascii: "p"), UInt8(ascii: "q"), UInt8(ascii: "r"), 0x94:
      var index = memoized
      if code != 0x94, case .number(let number) = item { index = number }
      memoized += 1
      highestPut = max(highestPut, index)
      remember(taken.last ?? .other, at: index)
      return
    case 0x98: return
    default: break
    }
    stack.removeLast(taken.count)
    switch code {
    case UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "j"):
      guard case .number(let index) = item, index <= highestPut else {
        throw .malformed("a memo entry that was never put")
      }
      stack.append(memo[index] ?? .other)
    case 0x85, 0x86, 0x87: stack.append(Self.tuple(taken))
    case 0x93:
      guard taken.count == 2, case .text(let module) = taken[0], case .text(let name) = taken[1]
      else {
        summary.note(global: nil)
        stack.append(.other)
        break
      }
      stack.append(.global(summary.note(global: "\(module).\(name)")))
    case UInt8(ascii: "Q"):
      if case .storage(let storage)? = taken.first { summary.note(storage) }
      stack.append(.other)
    case UInt8(ascii: "2"):
      stack += [taken.last ?? .other, taken.last ?? .other]
    case UInt8(ascii: "R"), UInt8(ascii: "b"), 0x81, 0x92:
      if code != UInt8(ascii: "b") { summary.calls = true }
      stack.append(.other)
    default: for _ in 0..<given { stack.append(item) }
    }
  }

  private mutating func remember(_ item: Item, at index: Int) {
    switch item {
    case .text, .global:
      if memo.count < Self.largestMemo { memo[index] = item }
    default: memo[index] = nil
    }
  }

  /// The tuple by which PyTorch names a storage: `("storage", type, key, device, elements)`.
  private static func tuple(_ items: [Item]) -> Item {
    guard items.count >= 5, case .text("storage") = items[0], case .global(let type) = items[1],
      case .text(let key) = items[2], case .number(let elements) = items[4], elements >= 0
    else { return .other }
    return .storage(PickleSummary.Storage(type: type, key: key, elements: elements))
  }

  private mutating func argument(
    of opcode: PickleOpcode, _ code: UInt8
  ) throws(ArtifactError) -> Item {
    switch opcode.argument {
    case .none: return .other
    case .number(let width):
      var value: UInt64 = 0
      for index in 0..<width { value |= UInt64(try cursor.byte()) << UInt64(8 * index) }
      if code == 0x80 {
        guard value <= 5 else { throw .malformed("protocol \(value)") }
        summary.protocolVersion = max(summary.protocolVersion ?? 0, Int(value))
      }
      if code == UInt8(ascii: "J") { return .number(Int(Int32(truncatingIfNeeded: value))) }
      return .number(Int(truncatingIfNeeded: value))
    case .counted(let width): return try counted(width, code)
    case .decimal: return .number(try decimal())
    case .float:
      let line = try cursor.line(limit: 64)
      guard Double(String(decoding: line, as: UTF8.self)) != nil else {
        throw .malformed("no number where one belongs")
      }
      return .other
    case .quoted:
      let line = try cursor.line(limit: 1 << 20)
      guard line.count >= 2, let quote = line.first, quote == line.last,
        quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
      else { throw .malformed("a string without quotes") }
      return text(line.dropFirst().dropLast())
    case .line: return text(try cursor.line(limit: 1 << 20)[...])
    case .name:
      let module = try cursor.line(limit: 1024)
      let name = try cursor.line(limit: 1024)
      guard Self.isName(module), Self.isName(name) else {
        throw .malformed("no name where one belongs")
      }
      let global = String(decoding: module, as: UTF8.self) + "."
      return .global(summary.note(global: global + String(decoding: name, as: UTF8.self)))
    }
  }

  private mutating func counted(_ width: Int, _ code: UInt8) throws(ArtifactError) -> Item {
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(try cursor.byte()) << UInt64(8 * index) }
    let count = try ByteCursor.length(value, "a literal")
    let isText = [0x58, 0x55, 0x54, 0x8C].contains(code)
    if isText, count <= Self.longestText { return text(try cursor.bytes(count)[...]) }
    try cursor.skip(count)
    return .other
  }

  private mutating func text(_ bytes: ArraySlice<UInt8>) -> Item {
    guard bytes.count <= Self.longestText else { return .other }
    let text = String(decoding: bytes, as: UTF8.self)
    if awaitsSklearnVersion {
      summary.sklearnVersion = text
      awaitsSklearnVersion = false
    } else if text == "_sklearn_version" {
      awaitsSklearnVersion = summary.sklearnVersion == nil
    }
    return .text(text)
  }

  private mutating func decimal() throws(ArtifactError) -> Int {
    var line = try cursor.line(limit: 1 << 16)[...]
    if line.last == UInt8(ascii: "L") { line.removeLast() }
    let digits = line.first == UInt8(ascii: "-") ? line.dropFirst() : line
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .malformed("no number where one belongs")
    }
    return Int(String(decoding: line, as: UTF8.self)) ?? -1
  }

  /// Whether it can name a module or what is in one: no spaces, no control characters.
  private static func isName(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, first >= 0x80 || first == 0x5F || isLetter(first) else {
      return false
    }
    return bytes.allSatisfy { byte in
      byte >= 0x80 || byte == 0x5F || byte == 0x2E || isLetter(byte) || (0x30...0x39).contains(byte)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & ~0x20) }
}
