/// The packages that R code installs: `install.packages(c("torch", "keras"))` and its like.
public enum RInstalls {
  private static let functions: [(name: String, ecosystem: PackageEcosystem)] = [
    ("install.packages(", .cran), ("pkg_install(", .cran), ("renv::install(", .cran),
    ("install_cran(", .cran), ("install_github(", .cran), ("install_version(", .cran),
    ("py_install(", .pypi),
  ]
  /// Longest list of arguments that is read.
  private static let limit = 20_000

  /// The packages in the order written, by line of the text, counted from `firstLine`.
  public static func dependencies(in text: String, firstLine: Int = 1) -> [DeclaredDependency] {
    let bytes = Array(text.utf8)
    var found: [DeclaredDependency] = []
    var line = firstLine
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A: line += 1
      case Byte.hash:
        while index + 1 < bytes.count, bytes[index + 1] != 0x0A { index += 1 }
      case Byte.quote, Byte.apostrophe:
        let end = Self.end(ofStringAt: index, in: bytes)
        line += bytes[index..<end].count { $0 == 0x0A }
        index = end - 1
      default:
        guard index == 0 || !Byte.isIdentifier(bytes[index - 1]),
          let function = functions.first(where: { bytes[index...].starts(with: $0.name.utf8) })
        else { break }
        index += function.name.utf8.count
        read(bytes, &index, &line, function.ecosystem, into: &found)
        continue
      }
      index += 1
    }
    return found
  }

  /// Reads arguments up to the closing bracket.
  private static func read(
    _ bytes: [UInt8], _ index: inout Int, _ line: inout Int, _ ecosystem: PackageEcosystem,
    into found: inout [DeclaredDependency]
  ) {
    let end = min(bytes.count, index + limit)
    var depth = 1
    var name: [UInt8] = []
    // Arguments such as `repos = c(CRAN = "…")` name no packages, whatever stands in them.
    var isOther = false
    while index < end, depth > 0 {
      let byte = bytes[index]
      switch byte {
      case 0x0A: line += 1
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case Byte.comma where depth == 1: (name, isOther) = ([], false)
      case Byte.equals where depth == 1:
        isOther = !["pkgs", "pkg", "packages", "repo", "package"].contains(
          String(decoding: name, as: UTF8.self))
      case Byte.hash:
        while index + 1 < end, bytes[index + 1] != 0x0A { index += 1 }
      case Byte.quote, Byte.apostrophe:
        let stop = Self.end(ofStringAt: index, in: bytes)
        let literal = String(decoding: bytes[(index + 1)..<max(index + 1, stop - 1)], as: UTF8.self)
        if !isOther, let dependency = dependency(literal, ecosystem, line) {
          found.append(dependency)
        }
        index = stop - 1
      default: if depth == 1, Byte.isIdentifier(byte) || byte == Byte.dot { name.append(byte) }
      }
      index += 1
    }
  }

  private static func end(ofStringAt start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  private static func dependency(
    _ literal: String, _ ecosystem: PackageEcosystem, _ line: Int
  ) -> DeclaredDependency? {
    guard ecosystem == .cran else { return PythonRequirement(literal)?.dependency(line: line) }
    // `mlr-org/mlr3@v1` is a repository, `torch@0.1` a version.
    let parts = literal.prefix { $0 != "@" }.split(separator: "/")
    guard let name = parts.last, name.first?.isLetter == true, parts.count < 3,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") })
    else { return nil }
    return DeclaredDependency(
      ecosystem: .cran, name: String(name), line: line,
      source: parts.count == 2 ? .git : .registry)
  }
}
