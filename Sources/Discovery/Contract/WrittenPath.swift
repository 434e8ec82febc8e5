import Estate

/// A path as a text of a project gives it, without steps that lead nowhere or out: `./data/rows.csv` is
/// `data/rows.csv`.
struct WrittenPath: Sendable {
  let parts: [Substring]

  /// Nil where the text names no file or folder.
  init?(_ text: some StringProtocol) {
    parts = Substring(text).split(separator: "/").filter { $0 != "." && $0 != ".." }
    if parts.isEmpty { return nil }
  }

  /// The last part.
  var name: Substring { parts[parts.endIndex - 1] }

  var text: String { parts.joined(separator: "/") }

  /// What stands there, which the repository need not hold.
  ///
  /// - Parameter folder: repository and folder that the path is taken from.
  func id(_ kind: AssetKind, in folder: String) -> AssetID {
    AssetID(kind, "repo", "\(folder)/\(text)")
  }
}
