/// Code that stands in files of markup: components of Vue and Svelte, pages of Astro and of Razor.
///
/// What is no code is left out, but for the ends of its lines: each line keeps its number.
public enum EmbeddedSource {
  /// How a file holds its code.
  public enum Form: String, Sendable {
    case vue
    case svelte
    case astro
    case razor

    /// The form of files with that extension, given without its dot and in lower case.
    public init?(fileExtension: String) { self.init(rawValue: fileExtension) }

    public var language: SourceLanguage { self == .razor ? .csharp : .typescript }
  }

  /// The code of a file.
  ///
  /// - Parameter name: name of the file without its extension, which is that of a component of Razor.
  public static func code(in bytes: [UInt8], _ form: Form, named name: String) -> [UInt8] {
    switch form {
    case .vue, .svelte: scripts(in: bytes[...], startingAt: 0)
    case .astro: page(bytes)
    case .razor: component(bytes, named: name)
    }
  }

  private static let newLine = UInt8(ascii: "\n")

  /// What stands between `<script …>` and `</script>`.
  private static func scripts(in bytes: ArraySlice<UInt8>, startingAt first: Int) -> [UInt8] {
    let (open, close) = (Array("<script".utf8), Array("</script".utf8))
    var code = [UInt8](repeating: newLine, count: bytes[..<first].count { $0 == newLine })
    var place = first
    var isCode = false
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == UInt8(ascii: "<") {
        if isCode, bytes[place...].starts(with: close) {
          isCode = false
        } else if !isCode, bytes[place...].starts(with: open),
          let end = bytes[place...].firstIndex(of: UInt8(ascii: ">"))
        {
          code += bytes[place...end].filter { $0 == newLine }
          place = end + 1
          isCode = true
          continue
        }
      }
      if isCode || byte == newLine { code.append(byte) }
      place += 1
    }
    return code
  }

  /// The lines between the first two `---`, then the scripts.
  private static func page(_ bytes: [UInt8]) -> [UInt8] {
    let mark = Array("---".utf8)
    guard bytes.starts(with: mark),
      let start = bytes.firstIndex(of: newLine)
    else { return scripts(in: bytes[...], startingAt: 0) }
    var line = start
    while line < bytes.endIndex {
      let begin = line + 1
      guard begin < bytes.endIndex else { break }
      if bytes[begin...].starts(with: mark) {
        let rest = scripts(in: bytes[...], startingAt: begin)
        let before = bytes[..<begin].count { $0 == newLine }
        return Array(bytes[start..<begin]) + rest.dropFirst(before)
      }
      guard let next = bytes[begin...].firstIndex(of: newLine) else { break }
      line = next
    }
    return Array(bytes[start...])
  }

  /// A component of Razor as the class that it is: its `@using` and `@inject` lines, and all from `@code` on.
  private static func component(_ bytes: [UInt8], named name: String) -> [UInt8] {
    let lines = bytes.split(separator: newLine, omittingEmptySubsequences: false)
    let isForAll = name.hasPrefix("_")
    var (code, isOpen, isCode): ([UInt8], Bool, Bool) = ([], false, false)
    func open() -> String {
      defer { isOpen = true }
      return isOpen ? "" : "class \(name.filter { $0.isLetter || $0.isNumber || $0 == "_" }) { "
    }
    for (number, line) in lines.enumerated() {
      if number > 0 { code.append(newLine) }
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 >= 0xBB }
      let words = text.prefix(256).split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      switch words.first {
      case "@using" where words.count > 1 && !words[1].hasPrefix("("):
        let names = words.dropFirst().joined(separator: " ").filter { $0 != ";" && $0 != "\r" }
        if !isOpen { code += "\(isForAll ? "global " : "")using \(names);".utf8 }
      case "@inject" where words.count > 2 && !isCode:
        let field = words.dropFirst().joined(separator: " ").filter { $0 != ";" && $0 != "\r" }
        code += "\(open())\(field);".utf8
      case "@code", "@functions", "@code{", "@functions{":
        isCode = true
        let head = isOpen ? "" : open()
        let brace = text.firstIndex(of: UInt8(ascii: "{"))
        code += head.utf8
        if let brace { code += text[(brace + 1)...] }
      default: if isCode { code += line }
      }
    }
    return code
  }
}
