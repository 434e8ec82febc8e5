/// DESCRIPTION and renv.lock of R.
enum RPackageFiles {
  static func readDescription(_ bytes: [UInt8], into manifest: inout Manifest) {
    var field = ""
    for (number, text) in TextLines(bytes) {
      var value = text
      if let first = text.first, !first.isWhitespace {
        guard let colon = text.firstIndex(of: ":") else { continue }
        field = String(text[..<colon])
        value = String(text[text.index(after: colon)...])
      }
      switch field {
      case "Package": manifest.projectName = value.trimmed
      case "Version": manifest.projectVersion = value.trimmed
      case "Imports", "Depends", "LinkingTo", "Suggests", "Enhances":
        for part in value.split(separator: ",") {
          let name = part.trimmed.prefix { $0.isLetter || $0.isNumber || $0 == "." }
          let requirement = part.firstIndex(of: "(").map {
            part[$0...].filter { $0 != "(" && $0 != ")" }.trimmed
          }
          guard name != "R" else { continue }
          manifest.add(
            DeclaredDependency(
              ecosystem: .cran, name: String(name), requirement: requirement, line: number,
              group: field == "Suggests" || field == "Enhances" ? field.lowercased() : nil))
        }
      default: break
      }
    }
  }

  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for entry in root["Packages"]?.entries ?? [] {
      let isGit = entry.value["Source"]?.text.map { ["GitHub", "GitLab", "Git"].contains($0) }
      manifest.add(
        DeclaredDependency(
          ecosystem: .cran, name: entry.key, version: entry.value["Version"]?.text,
          line: entry.line, source: isGit == true ? .git : .registry))
    }
  }
}
