import Foundation

/// A target as the user named it, and the path that it stands for.
struct Target: Sendable, Equatable {
  let name: String
  let path: String

  /// The path without links, by which a place is known again.
  var realPath: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// Kinds of sources that this version reads.
  static let kinds = ["files"]

  /// Reads `PATH` or `kind:reference`. A path that exists wins over a kind of the same spelling.
  init(_ text: String) throws(ScanError) {
    name = text
    guard !text.isEmpty else { throw ScanError("a target is a folder, a file or kind:reference") }
    let prefix = text.prefix { $0 != ":" }
    let isKind =
      prefix.count < text.count && prefix.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    if !isKind || FileManager.default.fileExists(atPath: text) {
      path = text
    } else if prefix == "files" {
      path = String(text.dropFirst(prefix.count + 1))
    } else {
      throw ScanError(
        "unknown source kind '\(prefix)' in '\(text)': expected \(Self.kinds.joined(separator: ", ")) or a path"
      )
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw ScanError("\(path): no such file or folder")
    }
  }
}
