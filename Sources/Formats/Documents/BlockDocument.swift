/// Reads the blocks of Terraform and Bicep as a tree: `variable "model" { default = "gpt-4o" }` is
/// `variable.model.default`, `param model string = 'gpt-4o'` is `model`. Expressions are no values, but for the text that
/// a choice falls back to: `empty(a) ? a : 'gpt-4o'`.
public enum BlockDocument {
  /// What cannot be read is left out; what follows is read on.
  ///
  /// - Parameter limits: how deep blocks are followed, and how many nodes there are.
  public static func parse(
    _ bytes: [UInt8], limits: DocumentLimits = DocumentLimits(depth: 32, nodes: 50_000)
  ) -> DocumentNode {
    var reader = BlockReader(bytes, limits)
    return DocumentNode(.mapping(reader.entries(depth: 0)), line: 1)
  }
}

private struct BlockReader {
  private let bytes: [UInt8]
  private let limits: DocumentLimits
  private var index = 0
  private var line = 1
  private var nodes = 0

  /// Words of Bicep that stand before the name of what they declare.
  private static let declarations: Set<String> = ["param", "var", "output", "resource", "module"]

  init(_ bytes: [UInt8], _ limits: DocumentLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func advance() {
    if current == 0x0A { line += 1 }
    index += 1
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[index...].starts(with: $0) }
  }

  /// Skips space and comments; lines too, where told.
  private mutating func skipSpace(lines: Bool) {
    while let byte = current {
      if byte == 0x23 || starts("//") {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if starts("/*") {
        while index < bytes.count, !starts("*/") { advance() }
        index = min(index + 2, bytes.count)
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D
        || lines && (byte == 0x0A || byte == 0x2C)
      {
        advance()
      } else {
        return
      }
    }
  }

  /// The entries up to the end of the block.
  mutating func entries(depth: Int) -> [DocumentEntry] {
    var entries: [DocumentEntry] = []
    while true {
      skipSpace(lines: true)
      guard let byte = current, nodes < limits.nodes else { return entries }
      if byte == 0x7D {
        index += 1
        return entries
      }
      let first = line
      let head = words()
      skipSpace(lines: false)
      if let name = Self.name(of: head), current == 0x3D || current == 0x3A {
        index += 1
        if let value = value(depth: depth) {
          entries.append(DocumentEntry(key: name, line: first, value: value))
        }
      } else if current == 0x7B {
        index += 1
        guard depth + head.count < limits.depth else {
          skipBlock()
          continue
        }
        nodes += 1
        let inner = self.entries(depth: depth + max(head.count, 1))
        entries += Self.nested(head, inner, first)
      } else if head.isEmpty, current != nil, current != 0x0A {
        advance()
      }
    }
  }

  private static func name(of head: [String]) -> String? {
    guard let first = head.first else { return nil }
    return head.count > 1 && declarations.contains(first) ? head[1] : first
  }

  /// `resource "a" "b" { … }` is a.b in resource.
  private static func nested(
    _ head: [String], _ inner: [DocumentEntry], _ line: Int
  ) -> [DocumentEntry] {
    head.reversed().reduce(inner) { inner, word in
      [DocumentEntry(key: word, line: line, value: DocumentNode(.mapping(inner), line: line))]
    }
  }

  /// Names and texts that stand in a row.
  private mutating func words() -> [String] {
    var words: [String] = []
    while words.count < 8 {
      skipSpace(lines: false)
      if let text = text() {
        words.append(text)
      } else {
        let start = index
        while index < bytes.count, Self.isOfName(bytes[index]) { index += 1 }
        guard index > start else { return words }
        words.append(String(decoding: bytes[start..<index], as: UTF8.self))
      }
    }
    return words
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x40, 0x3F: true
    default: byte >= 0x80
    }
  }

  /// A quoted text, of several lines too; nil where none begins here.
  private mutating func text() -> String? {
    guard let quote = current, quote == 0x22 || quote == 0x27 else { return nil }
    let isLong = starts("'''")
    index += isLong ? 3 : 1
    var text: [UInt8] = []
    while let byte = current {
      if isLong ? starts("'''") : byte == quote {
        index += isLong ? 3 : 1
        break
      }
      if byte == 0x0A, !isLong { break }
      if byte == 0x5C, !isLong, index + 1 < bytes.count { index += 1 }
      text.append(bytes[index])
      advance()
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `<<EOT` up to the line that ends it.
  private mutating func heredoc() -> String? {
    guard starts("<<") else { return nil }
    index += 2
    if current == 0x2D { index += 1 }
    guard let mark = words().first else { return nil }
    var lines: [String] = []
    while index < bytes.count {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      guard current != nil else { break }
      advance()
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      let text = String(decoding: bytes[index..<end], as: UTF8.self)
      if text.trimmed == mark {
        index = end
        break
      }
      lines.append(text)
    }
    return lines.joined(separator: "\n")
  }

  private mutating func value(depth: Int) -> DocumentNode? {
    skipSpace(lines: false)
    let first = line
    nodes += 1
    guard depth < limits.depth, let byte = current else { return nil }
    if let text = text() ?? heredoc() {
      return DocumentNode(.text(text), line: first)
    }
    switch byte {
    case 0x7B:
      index += 1
      return DocumentNode(.mapping(entries(depth: depth + 1)), line: first)
    case 0x5B:
      index += 1
      return DocumentNode(.sequence(items(depth: depth + 1)), line: first)
    default:
      return skipExpression().map { DocumentNode(.text($0), line: first) }
    }
  }

  private mutating func items(depth: Int) -> [DocumentNode] {
    var items: [DocumentNode] = []
    while nodes < limits.nodes {
      skipSpace(lines: true)
      guard let byte = current else { return items }
      if byte == 0x5D {
        index += 1
        return items
      }
      let start = index
      if let value = value(depth: depth) { items.append(value) }
      if index == start { advance() }
    }
    return items
  }

  /// Goes over what is no literal: to the end of the line, or of what it stands in.
  ///
  /// - Returns: what a choice falls back to: `empty(a) ? 'b' : a` has none, `a ?? 'b'` and `empty(a) ? a : 'b'` do.
  private mutating func skipExpression() -> String? {
    var open = 0
    var isChoice = false
    var previous: UInt8 = 0
    var fallback: String?
    while let byte = current {
      switch byte {
      case 0x22, 0x27:
        let isLast = open == 0 && isChoice && (previous == 0x3A || previous == 0x3F)
        let text = text()
        fallback = isLast ? text : nil
        previous = byte
      case 0x28, 0x5B, 0x7B:
        open += 1
        index += 1
        (previous, fallback) = (byte, nil)
      case 0x29, 0x5D, 0x7D:
        guard open > 0 else { return fallback }
        open -= 1
        index += 1
        previous = byte
      case 0x0A, 0x2C:
        guard open > 0 else { return fallback }
        advance()
      case 0x20, 0x09, 0x0D: index += 1
      case 0x23,
        0x2F where starts("//"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      default:
        if open == 0, byte == 0x3F { isChoice = true }
        index += 1
        (previous, fallback) = (byte, nil)
      }
    }
    return fallback
  }

  private mutating func skipBlock() {
    var open = 1
    while open > 0, let byte = current {
      if byte == 0x22 || byte == 0x27 {
        _ = text()
        continue
      }
      open += byte == 0x7B ? 1 : byte == 0x7D ? -1 : 0
      advance()
    }
  }
}
