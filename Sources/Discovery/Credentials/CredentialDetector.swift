public import Catalog
public import Estate
public import Matching

/// Finds keys of AI providers, and of the tools around them, in any text.
public struct CredentialDetector: Detector {
  public let name = "credentials"
  public let collects: Set<RelationKind> = [.containsSecret, .authenticatesAs]
  public let patterns: [Pattern]

  private let finder: CredentialFinder
  private let digest: CredentialDigest
  private let scopes: PathScopes
  private let providers: ProviderNames

  /// Bytes that are read at a time of a file that is too large to read whole.
  private static let stretch = 4 << 20
  /// What is read before and after, for secrets that cross the border.
  private static let margin = 16 << 10

  public init(
    _ knowledge: Knowledge, digest: CredentialDigest = CredentialDigest()
  ) throws(KnowledgeError) {
    let catalog = try CredentialCatalog(knowledge)
    finder = CredentialFinder(types: catalog.types, placeholders: catalog.placeholders)
    patterns = catalog.types.map(\.pattern)
    scopes = try PathScopes(knowledge: knowledge)
    providers = try ProviderNames(knowledge)
    self.digest = digest
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    guard file.entry.size > InspectedFile.wholeLimit else {
      let bytes = try file.contents()
      self.record(bytes, file.hits, file, linesBefore: 0, base: 0, in: &record)
      return
    }
    var linesBefore = 0
    for start in stride(from: 0, to: file.entry.size, by: Self.stretch) {
      let base = max(0, start - Self.margin)
      let end = start + Self.stretch
      let bytes = try file.read(at: base, count: end + Self.margin - base)
      let hits = file.hits.filter { $0.end > start && $0.end <= end }
      self.record(
        bytes, hits.map { PatternHit(pattern: $0.pattern, end: $0.end - base) }, file,
        linesBefore: linesBefore, base: base, in: &record)
      linesBefore += LineIndex(bytes).line(at: end - Self.margin - base) - 1
    }
  }

  private func record(
    _ bytes: [UInt8], _ hits: [PatternHit], _ file: InspectedFile, linesBefore: Int, base: Int,
    in record: inout Recorder
  ) {
    let secrets = finder.secrets(in: bytes, hits: hits)
    guard !secrets.isEmpty else { return }
    if secrets.count >= CredentialFinder.limit {
      record.skipped("more than \(CredentialFinder.limit) credentials: only the first are recorded")
    }
    let lines = LineIndex(bytes)
    let scope = scopes.scope(of: file.entry.pathInRepository)
    // What is no notebook, for all its name, has places all the same.
    let notebook = (try? file.notebook(&record))?.notebook
    for secret in secrets {
      let start = secret.match.range.lowerBound
      let place = CredentialPlace(
        file.entry, line: lines.line(at: start) + linesBefore, offset: base + start, in: notebook)
      self.record(secret, bytes[secret.match.range], scope: scope, at: place, in: &record)
    }
  }

  private func record(
    _ secret: CredentialFinder.Found, _ bytes: ArraySlice<UInt8>, scope: String,
    at place: CredentialPlace, in record: inout Recorder
  ) {
    let type = secret.type
    let id = AssetID(.credential, type.provider, digest.text(of: bytes))
    // A sighting outside the product counts less, so that a key seen in both has scope "product".
    let confidence = scope == "product" ? secret.confidence : secret.confidence * 0.9
    record.asset(
      id, .credential, name: "\(type.vendor) \(type.name)",
      properties: [
        "provider": .text(type.provider), "type": .text(type.name),
        "redacted": .text(Self.redacted(bytes, prefix: secret.match.prefix)),
        // Nobody asked the provider whether it still works.
        "state": "unknown", "leaked": .boolean(!type.isPublishable),
        "publishable": .boolean(type.isPublishable),
        "location": .text(place.description), "scope": .text(scope),
      ], line: place.line, cell: place.cell, confidence: confidence)
    let notebook = place.notebook?.record(&record, scope: scope, confidence: confidence)
    for holder in [place.entry.repository.id, notebook].compactMap({ $0 }) {
      record.relation(
        .containsSecret, from: holder, to: id, line: place.line, cell: place.cell,
        confidence: confidence)
    }
    // Keys of other services are recorded, but those services serve no models.
    guard let vendor = providers[type.provider] else { return }
    let provider = AssetID(.provider, "vendor", type.provider)
    record.asset(
      provider, .provider, name: vendor, line: place.line, cell: place.cell, confidence: confidence)
    record.relation(
      .authenticatesAs, from: id, to: provider, basis: .inferred, line: place.line,
      cell: place.cell, confidence: confidence)
  }

  /// At most six characters of what all such keys begin with, and the last two.
  private static func redacted(_ secret: ArraySlice<UInt8>, prefix: [UInt8]) -> String {
    String(decoding: prefix.prefix(6), as: UTF8.self) + "…"
      + String(decoding: secret.suffix(2), as: UTF8.self)
  }
}
