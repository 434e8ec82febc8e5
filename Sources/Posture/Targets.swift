import Discovery
import Formats
import Foundation

/// A target as the user named it, and the path that it stands for.
struct Target: Sendable, Equatable {
  let name: String
  let path: String
  let kind: Kind

  /// The path without links, by which a place is known again.
  var realPath: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// Kinds of sources that this version reads.
  enum Kind: String, Sendable, CaseIterable {
    case files, estate, cyclonedx, spdx
  }

  /// The format of the bill of materials that it is; nil for the other kinds.
  var billFormat: BillOfMaterialsSource.Format? {
    switch kind {
    case .files, .estate: nil
    case .cyclonedx: .cycloneDX
    case .spdx: .spdx
    }
  }

  /// Id of the source where it could not be read.
  var failedID: String {
    if let billFormat { return BillOfMaterialsSource.id(of: billFormat, at: path) }
    return kind == .estate ? EstateFileSource(path: path).id : "files:\(name)"
  }

  /// Reads `PATH` or `kind:reference`. A path that exists wins over a kind of the same spelling.
  init(_ text: String) throws(ScanError) {
    name = text
    guard !text.isEmpty else { throw ScanError("a target is a folder, a file or kind:reference") }
    let prefix = text.prefix { $0 != ":" }
    let isKind =
      prefix.count < text.count && prefix.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    if !isKind || FileManager.default.fileExists(atPath: text) {
      path = text
      kind = .files
    } else if let kind = Kind(rawValue: String(prefix)) {
      path = String(text.dropFirst(prefix.count + 1))
      self.kind = kind
    } else {
      let kinds = Kind.allCases.map(\.rawValue)
      let question = Suggestion.question(for: String(prefix), in: kinds)
      throw ScanError(
        "unknown source kind '\(prefix)' in '\(text)': expected \(kinds.joined(separator: ", ")) or a path\(question)"
      )
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw ScanError("\(path): no such file or folder")
    }
  }
}
