import Estate

/// What is known to speak against the use of a model, in sentences for its card.
enum ModelLimitations {
  static func of(_ asset: Asset) -> [String] {
    var limits: [String] = []
    if asset.properties["deprecated"] == true {
      limits.append("Withdrawn, or announced to be withdrawn, by its provider")
    }
    if let code = asset.properties["runs_code"]?.text, code != "never" {
      limits.append("Whether loading the file can run code: \(code)")
    }
    return limits
  }
}
