internal import Catalog
internal import Estate
internal import Formats

/// One way to tell that two assets of a kind are the same.
struct IdentityKey: Sendable {
  enum Strength: String, Sendable {
    /// Enough by itself.
    case strong
    /// Worth asking a person about; two of them more so.
    case medium
    /// Worth asking a person about where nothing else is known.
    case weak
  }

  let name: String
  let strength: Strength
  let form: KeyForms.Form
  /// Two assets that both have the key, with different values, are different things.
  let distinguishes: Bool
  private let sources: [Source]

  /// Where the text of the key stands: a template over the parts of the id and the properties.
  private struct Source: Sendable {
    let authorities: Set<String>
    let excluded: Set<String>
    let template: KeyTemplate
  }

  init(_ node: DocumentNode, _ path: String) throws(KnowledgeError) {
    guard let name = node["key"]?.text, let form = node["form"]?.text.flatMap(KeyForms.Form.init),
      let strength = node["strength"]?.text.flatMap(Strength.init), let from = node["from"]
    else {
      throw KnowledgeError(path: path, line: node.line, "needs key, strength, form and from")
    }
    self.name = name
    self.form = form
    self.strength = strength
    distinguishes = node["distinguishes"]?.boolean ?? false
    var sources: [Source] = []
    for item in from.items {
      guard let text = item["text"]?.text, let template = KeyTemplate(text) else {
        throw KnowledgeError(path: path, line: item.line, "needs text, such as '{native}'")
      }
      sources.append(
        Source(
          authorities: Set(IdentityFacts.texts(item["in"])),
          excluded: Set(IdentityFacts.texts(item["not"])), template: template))
    }
    self.sources = sources
  }

  /// The values of the key, in their normal form, sorted.
  ///
  /// - Parameter parts: those of the id of the asset.
  func values(
    of asset: Int, _ parts: AssetIDParts, in estate: Estate, _ forms: KeyForms
  ) -> [String] {
    var values: Set<String> = []
    for source in sources {
      guard source.authorities.isEmpty || source.authorities.contains(parts.authority),
        !source.excluded.contains(parts.authority),
        let text = source.template.text(of: asset, parts, in: estate),
        let value = forms.normal(text, form)
      else { continue }
      values.insert(value)
    }
    return values.sorted()
  }
}

/// The authority of an id and its native part, with the encoding of the id undone.
struct AssetIDParts {
  let authority: String
  let native: String

  init(_ id: AssetID) {
    let parts = id.text.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
    authority = parts.count > 1 ? String(Substring(parts[1])) : ""
    let encoded = parts.count > 2 ? String(Substring(parts[2])) : ""
    native =
      encoded.utf8.contains(UInt8(ascii: "%")) ? encoded.replacing("%25", with: "%") : encoded
  }
}
