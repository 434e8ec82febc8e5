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
        addURL(argument, number, into: &manifest)
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
      addURL(text, number, into: &manifest)
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

  /// A bare URL names its package after `#egg=`, or in the name of a wheel.
  private static func addURL(_ url: String, _ line: Int, into manifest: inout Manifest) {
    let name: Substring
    if let egg = url.firstRange(of: "egg=") {
      name = url[egg.upperBound...].prefix { !"&[#".contains($0) }
    } else if url.hasSuffix(".whl"), let file = url.split(separator: "/").last {
      name = file.prefix { $0 != "-" }
    } else {
      return
    }
    manifest.add(
      DeclaredDependency(
        ecosystem: .pypi, name: String(name), requirement: "@ \(url)", line: line,
        source: PythonRequirement.source(of: url)))
  }
}
