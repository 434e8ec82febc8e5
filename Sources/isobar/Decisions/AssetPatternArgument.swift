import Estate

/// Ids of assets named on the command line.
enum AssetPatternArgument {
  static func pattern(_ text: String) throws -> String {
    let kind = text.prefix { $0 != ":" }
    if !kind.contains("*") { _ = try AssetKindArgument.kind(named: String(kind)) }
    guard text.contains("*") || AssetID(parsing: text) != nil else {
      throw Failure(.usage, "'\(text)' is not the id of an asset; isobar inventory lists them")
    }
    return text
  }
}
