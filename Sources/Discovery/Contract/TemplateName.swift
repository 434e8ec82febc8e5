/// The name of a file that is to be copied before it is used: `mcp.json.example`, `config.example.yaml`.
enum TemplateName {
  private static let marks = ["example", "sample", "template", "dist"]

  /// The name that the copy has, in the case that it is written in; the name itself where it is no such.
  ///
  /// - Parameter head: the first bytes, which tell the form of a file such as `config.example`.
  static func used(_ name: Substring, head: [UInt8]) -> Substring {
    guard name.utf8.dropFirst().contains(UInt8(ascii: ".")) else { return name }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard
      let mark = parts.indices.dropFirst().last(where: {
        $0 + 2 >= parts.count && marks.contains(parts[$0].lowercased())
      })
    else { return name }
    var kept = parts
    kept.remove(at: mark)
    let used = Substring(kept.joined(separator: "."))
    guard mark == parts.count - 1, kept.count == 1 else { return used }
    if let form = form(of: head) { return used + "." + form }
    return used
  }

  /// The ending of files that begin in this way: an object of JSON, or a list of variables.
  private static func form(of head: [UInt8]) -> String? {
    if head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return "json" }
    let lines = head.split(separator: UInt8(ascii: "\n")).lazy
      .filter { ($0.first ?? 0) > 0x20 && $0.first != UInt8(ascii: "#") }
    guard let line = lines.first else { return nil }
    let name = line.prefix { isOfVariable($0) }
    return name.count > 1 && line.dropFirst(name.count).first == UInt8(ascii: "=") ? "env" : nil
  }

  private static func isOfVariable(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
