/// Widths of text in terminal columns.
public enum TextWidth {
  /// Columns that sanitised text takes: two for wide characters of East Asia and emoji.
  public static func columns(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns($1) }
  }

  /// The text cut to a number of columns, with `…` where something was left out.
  public static func cut(_ text: String, to limit: Int) -> String {
    guard columns(text) > limit else { return text }
    var result = ""
    var used = 0
    for character in text {
      let width = columns(character)
      if used + width > limit - 1 { break }
      result.append(character)
      used += width
    }
    return result + "…"
  }

  /// The text cut at its beginning, for paths, whose end says most.
  public static func cutHead(_ text: String, to limit: Int) -> String {
    guard columns(text) > limit else { return text }
    return "…" + String(cut(String(text.reversed()), to: limit).dropLast().reversed())
  }

  /// The text broken at spaces into lines of at most that many columns; longer words are cut through.
  public static func wrap(_ text: String, to limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var word = String(word)
      if !line.isEmpty, columns(line) + 1 + columns(word) <= limit {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while columns(word) > limit {
        let head = String(word.prefix(max(1, limit / 2)))
        lines.append(head)
        word.removeFirst(head.count)
      }
      line = word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
