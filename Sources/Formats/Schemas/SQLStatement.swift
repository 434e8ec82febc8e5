/// A statement of SQL by its words and the texts that it is given, whatever the dialect and whatever it does.
/// Statements within the bodies of functions are read as others are.
public struct SQLStatement: Sendable {
  public struct Literal: Sendable {
    public let text: String
    public let line: Int
    /// Whether rows are compared with it, and it is not written.
    public let isCondition: Bool
  }

  /// Its words outside of texts and comments, in lower case, each once.
  public private(set) var words: Set<String> = []
  public private(set) var literals: [Literal] = []

  /// Most words and texts that are kept of a statement, and the longest of each, in bytes.
  private static let limit = 2_000
  private static let wordLimit = 64
  private static let textLimit = 32 << 10

  /// The statements that hold texts.
  public static func all(in bytes: [UInt8]) -> [SQLStatement] {
    var reader = Reader(bytes)
    return reader.statements()
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0
    var line = 1
    var open = SQLStatement()
    private var isCondition = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func statements() -> [SQLStatement] {
      var found: [SQLStatement] = []
      while index < bytes.count {
        let byte = bytes[index]
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch byte {
        case 0x0A: step()
        case UInt8(ascii: "-") where next == byte, Byte.hash: skip(to: [0x0A])
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"): skip(to: Array("*/".utf8))
        case Byte.apostrophe: literal()
        case UInt8(ascii: ";"):
          close(&found)
          step()
        default: if Byte.isIdentifier(byte) { word() } else { step() }
        }
      }
      close(&found)
      return found
    }

    private mutating func close(_ found: inout [SQLStatement]) {
      if !open.literals.isEmpty { found.append(open) }
      open = SQLStatement()
      isCondition = false
    }

    private mutating func step() {
      if bytes[index] == 0x0A { line += 1 }
      index += 1
    }

    private mutating func skip(to end: [UInt8]) {
      while index < bytes.count, !bytes[index...].starts(with: end) { step() }
      for _ in end where index < bytes.count { step() }
    }

    private mutating func word() {
      let start = index
      while index < bytes.count, Byte.isIdentifier(bytes[index]) { index += 1 }
      guard index - start <= SQLStatement.wordLimit, open.words.count < SQLStatement.limit else {
        return
      }
      let word = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
      switch word {
      case "where", "when", "if", "having": isCondition = true
      case "then", "else", "set", "values", "returning": isCondition = false
      default: break
      }
      open.words.insert(word)
    }

    /// `'It''s'`
    private mutating func literal() {
      let start = line
      index += 1
      var text: [UInt8] = []
      while index < bytes.count {
        if bytes[index] == Byte.apostrophe {
          guard index + 1 < bytes.count, bytes[index + 1] == Byte.apostrophe else { break }
          index += 1
        }
        if text.count < SQLStatement.textLimit { text.append(bytes[index]) }
        step()
      }
      index += 1
      guard !text.isEmpty, open.literals.count < SQLStatement.limit else { return }
      open.literals.append(
        Literal(
          text: String(decoding: text, as: UTF8.self), line: start, isCondition: isCondition))
    }
  }
}
