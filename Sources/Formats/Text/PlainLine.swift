/// Text of strangers made fit for one line on a terminal.
public enum PlainLine {
  /// The text without control and format characters, each replaced by `?`, ends of lines by a space, cut to a length.
  public static func of(_ text: some StringProtocol, limit: Int = 200) -> String {
    // Most is plain already.
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return String(text)
    }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      if scalar == "\n" || scalar == "\t" {
        line.append(" ")
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        line.append("?")
      default: line.append(scalar)
      }
    }
    if text.unicodeScalars.count > limit { line.append("…") }
    return String(line)
  }
}
