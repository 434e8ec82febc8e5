/// requirements.txt, requirements.in and constraints.txt of pip.
enum RequirementsFile {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var pending = ""
    var start = 0
    for (number, text) in TextLines(bytes) {
      if pending.isEmpty { start = number }
      let isComment = text.trimmed.hasPrefix("#")
      if text.hasSuffix("\\"), !isComment, pending.utf8.count < 65_536 {
        pending += text.dropLast() + " "
        continue
      }
      let line = pending + (isComment ? "" : text)
      pending = ""
      read(line: line, number: start, into: &manifest)
    }
    if !pending.isEmpty { read(line: pending, number: start, into: &manifest) }
  }

  private static func read(line: String, number: Int, into manifest: inout Manifest) {
    var text = withoutComment(line)
    guard !text.isEmpty else { return }
    if text.hasPrefix("-") {
      let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "=" || $0 == "\t" }
      let option = parts[0]
      var argument = parts.count > 1 ? parts[1].trimmed : ""
      switch option {
      case "-r", "--requirement", "-c", "--constraint": manifest.includes.append(argument)
      case "-e", "--editable":
        argument = argument.filter { $0 != "\"" && $0 != "'" }
        if let found = PythonRequirement.dependency(at: argument, line: number) {
          manifest.add(found)
        }
      default:
        if option.hasPrefix("-r"), option.count > 2 {
          manifest.includes.append(String(option.dropFirst(2)))
        }
      }
      return
    }
    // Options of one requirement, such as --hash, follow it.
    if let options = text.firstRange(of: " --") {
      text = text[..<options.lowerBound].trimmed
    }
    if text.contains("://"), !text.contains("@ "), !text.contains(" @") {
      if let found = PythonRequirement.dependency(at: text, line: number) { manifest.add(found) }
    } else if let requirement = PythonRequirement(text) {
      manifest.add(requirement.dependency(line: number))
    }
  }

  /// A `#` starts a comment at the start of a line or after white space.
  private static func withoutComment(_ line: String) -> String {
    if line.hasPrefix("#") { return "" }
    let bytes = Array(line.utf8)
    var end = 0
    while end < bytes.count {
      if bytes[end] == Byte.hash, end > 0, bytes[end - 1] <= 0x20 { break }
      end += 1
    }
    return String(decoding: bytes[..<end], as: UTF8.self).trimmed
  }
}
