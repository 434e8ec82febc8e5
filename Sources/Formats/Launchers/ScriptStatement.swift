/// A statement of a script: a line with those that it goes on in, and the text that it is fed.
public struct ScriptStatement: Sendable {
  public struct Line: Sendable {
    public let number: Int
    public let text: String
  }

  /// As written, without the backslashes at the ends of lines.
  public private(set) var text: String
  public private(set) var lines: [Line]
  /// What stands between `<<EOF` and `EOF`.
  public private(set) var fed: [Line] = []
  /// Whether it is a line of what another is fed.
  public private(set) var isFed = false

  public var line: Int { lines.first?.number ?? 1 }

  /// The line that holds a text; the first where no other does.
  public func line(naming text: String) -> Int {
    (lines + fed).first { $0.text.contains(text) }?.number ?? line
  }

  /// How many lines a text in quotes may have.
  private static let quoteLimit = 300
  private static let sizeLimit = 65_536

  /// The statements of a script in their order.
  ///
  /// - Parameters:
  ///   - isShell: whether quotes and `<<` mean what they do in a shell: texts in quotes go on in the lines
  ///     below, and what a statement is fed stands both in it and by itself.
  ///   - first: the line that the script begins at.
  public static func all(
    in text: String, isShell: Bool, from first: Int = 1
  ) -> [ScriptStatement] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { Line(number: $0 + first, text: trimmedEnd($1)) }
    var statements: [ScriptStatement] = []
    var ends = LinePlaces(lines.map(\.text))
    var index = 0
    while index < lines.count {
      var statement = ScriptStatement(text: "", lines: [])
      var quotes = OpenQuotes()
      var goesOn = true
      while goesOn, index < lines.count {
        let line = lines[index]
        goesOn = line.text.hasSuffix("\\")
        let body = goesOn ? String(line.text.dropLast()) : line.text
        statement.text += statement.lines.isEmpty ? body : " " + body
        statement.lines.append(line)
        index += 1
        quotes.read("\n" + body)
        guard isShell, !goesOn, quotes.isOpen, !statement.isComment else { continue }
        goesOn = statement.closeQuotes(&quotes, lines, &index)
      }
      statements.append(statement)
      guard isShell, !statement.isComment else { continue }
      guard let mark = hereDocument(statement.text),
        let end = ends.first(mark, from: index)
      else { continue }
      statements[statements.count - 1].fed = Array(lines[index..<end])
      for line in lines[index..<end] {
        statements.append(ScriptStatement(text: line.text, lines: [line], isFed: true))
      }
      index = end + 1
    }
    return statements
  }

  private init(text: String, lines: [Line], isFed: Bool = false) {
    self.text = text
    self.lines = lines
    self.isFed = isFed
  }

  private var isComment: Bool { text.drop(while: \.isWhitespace).hasPrefix("#") }

  /// Goes on in the lines below up to the one that ends a text in quotes, where there is such a line.
  ///
  /// - Returns: whether that goes on, too.
  private mutating func closeQuotes(
    _ open: inout OpenQuotes, _ lines: [Line], _ index: inout Int
  ) -> Bool {
    var quotes = open
    var more: [Line] = []
    var size = text.utf8.count
    for line in lines[index...].prefix(Self.quoteLimit) {
      size += line.text.utf8.count
      guard size <= Self.sizeLimit else { return false }
      more.append(line)
      quotes.read("\n" + line.text)
      guard !quotes.isOpen else { continue }
      open = quotes
      self.lines += more
      text += more.map { "\n" + ($0.text.hasSuffix("\\") ? String($0.text.dropLast()) : $0.text) }
        .joined()
      index += more.count
      return line.text.hasSuffix("\\")
    }
    return false
  }

  /// The word that ends what a statement is fed: `cat <<'EOF'`.
  private static func hereDocument(_ text: String) -> String? {
    guard let sign = text.firstRange(of: "<<"), !text[sign.upperBound...].hasPrefix("<") else {
      return nil
    }
    let rest = text[sign.upperBound...].drop { $0 == "-" || $0 == " " || $0 == "\\" }
    let word = rest.drop { $0 == "\"" || $0 == "'" }.prefix {
      $0.isLetter || $0 == "_" || $0.isNumber
    }
    return word.first?.isLetter == true || word.first == "_" ? String(word) : nil
  }

  private static func trimmedEnd(_ line: Substring) -> String {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}

/// Where lines of a text stand that hold nothing else, worked out when it is first asked for.
private struct LinePlaces {
  private let lines: [String]
  private var places: [String: [Int]]?

  init(_ lines: [String]) { self.lines = lines }

  mutating func first(_ text: String, from start: Int) -> Int? {
    if places == nil {
      var places: [String: [Int]] = [:]
      for (index, line) in lines.enumerated() where line.utf8.count <= 200 {
        places[line.trimmed, default: []].append(index)
      }
      self.places = places
    }
    guard let known = places?[text] else { return nil }
    var (low, high) = (0, known.count)
    while low < high {
      let middle = (low + high) / 2
      if known[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < known.count ? known[low] : nil
  }
}

/// Which quotes are open at the end of what was read.
private struct OpenQuotes {
  private var quote: UInt8 = 0
  private var isEscaped = false
  private var previous: UInt8 = 0x20

  var isOpen: Bool { quote != 0 }

  mutating func read(_ text: String) {
    var isComment = false
    for byte in text.utf8 {
      defer { previous = byte }
      if byte == 0x0A { isComment = false }
      if isComment { continue }
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C, quote != 0x27 {
        isEscaped = true
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x23, previous <= 0x20 {
        isComment = true
      }
    }
  }
}
