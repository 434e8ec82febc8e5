import Configuration
import Estate
import Formats

/// Owners, from CODEOWNERS and from the configuration, which is the surer of the two.
struct OwnerClassification {
  let configuration: Configuration
  let places: AssetPlaces

  /// An owner that CODEOWNERS names may have left since.
  private static let codeOwnersConfidence = 0.8

  func classify(_ estate: Estate, into observations: inout Observations) {
    let files = codeOwners(of: estate)
    guard !files.isEmpty || !configuration.owners.isEmpty else { return }
    for asset in estate.assets where !asset.kind.declaration.isShared {
      let places = places.places(of: asset)
      if let statement = configuration.owners.first(where: {
        self.places.matches($0.subject, asset, places)
      }) {
        let sighting = Sighting(
          source: asset.source, detector: "owners", location: statement.location)
        own(asset, Owner(configured: statement.value), sighting, &observations)
      }
      for place in places {
        guard let repository = place.repository, let file = files[repository],
          let rule = file.rule(for: place.pathInRepository, isRepository: asset.kind == .repository)
        else { continue }
        for owner in rule.owners {
          let sighting = Sighting(
            source: file.sighting.source, detector: "owners",
            location: Location(path: file.sighting.location?.path ?? "CODEOWNERS", line: rule.line),
            confidence: Self.codeOwnersConfidence)
          own(asset, Owner(codeOwner: owner, host: file.host), sighting, &observations)
        }
      }
    }
  }

  /// Assets whose rule in CODEOWNERS names nobody.
  func disowned(_ estate: Estate) -> Set<Int> {
    let files = codeOwners(of: estate)
    guard !files.isEmpty else { return [] }
    return Set(
      estate.assets.indices.filter { index in
        let asset = estate.assets[index]
        return places.places(of: asset).contains { place in
          guard let repository = place.repository else { return false }
          return files[repository]?
            .rule(for: place.pathInRepository, isRepository: asset.kind == .repository)?
            .owners.isEmpty == true
        }
      })
  }

  private func own(
    _ asset: Asset, _ owner: Owner, _ sighting: Sighting, _ observations: inout Observations
  ) {
    observations.assets.append(
      AssetObservation(
        id: owner.id, kind: owner.kind, name: owner.name, properties: ["active": true],
        sighting: sighting))
    observations.assets.append(
      AssetObservation(
        id: asset.id, kind: asset.kind, name: asset.name, properties: ["owner": .text(owner.name)],
        sighting: sighting, isStatement: true))
    observations.relations.append(
      RelationObservation(kind: .ownedBy, tail: asset.id, head: owner.id, sighting: sighting))
  }

  /// The CODEOWNERS in force in each repository, by the index of its asset.
  private func codeOwners(of estate: Estate) -> [Int: CodeOwners] {
    var files: [Int: CodeOwners] = [:]
    for signal in estate.signals where signal.signal == "repository.codeowners" {
      let file = CodeOwners(signal, host: estate.assets[signal.asset].properties["host"]?.text)
      if let known = files[signal.asset], known.precedence <= file.precedence { continue }
      files[signal.asset] = file
    }
    return files
  }
}

/// One CODEOWNERS file, read back from its signal.
private struct CodeOwners {
  struct Rule {
    let pattern: PathPattern
    let owners: [String]
    let line: Int
  }

  let precedence: Int
  let host: String?
  let sighting: Sighting
  private let rules: [Rule]

  init(_ signal: Signal, host: String?) {
    precedence = signal.detail["precedence"]?.integer ?? 0
    sighting = signal.sighting
    self.host = host
    rules = (signal.detail["rules"]?.list ?? []).compactMap { value in
      guard case .map(let rule) = value,
        let pattern = rule["pattern"]?.text.flatMap({ PathPattern($0) })
      else { return nil }
      return Rule(
        pattern: pattern, owners: rule["owners"]?.list?.compactMap(\.text) ?? [],
        line: rule["line"]?.integer ?? 1)
    }
  }

  func rule(for path: Substring, isRepository: Bool) -> Rule? {
    // Who owns everything owns the repository itself.
    let path = isRepository ? "*" : path
    return rules.last { $0.pattern.matchesPathOrParent(path) }
  }
}

/// A team or person that owns something.
private struct Owner {
  let id: AssetID
  let kind: AssetKind
  let name: String

  /// As `isobar.yaml` writes it: an e-mail address is a person, anything else a team.
  init(configured text: String) {
    if text.contains("@"), !text.hasPrefix("@") {
      self.init(mail: text)
    } else {
      let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
      self.init(id: AssetID(.team, "name", name), kind: .team, name: name)
    }
  }

  init(codeOwner text: String, host: String?) {
    guard text.hasPrefix("@") else {
      self.init(mail: text)
      return
    }
    let login = String(text.dropFirst())
    let authority = host ?? "git"
    let kind: AssetKind = login.contains("/") ? .team : .person
    self.init(id: AssetID(kind, authority, login), kind: kind, name: login)
  }

  /// An address is personal data: the id holds its digest.
  private init(mail: String) {
    let digest = ByteDigest.sha256(Array("isobar mail \(mail.lowercased())".utf8)).prefix(32)
    self.init(id: AssetID(.person, "mail", String(digest)), kind: .person, name: mail)
  }

  private init(id: AssetID, kind: AssetKind, name: String) {
    self.id = id
    self.kind = kind
    self.name = name
  }
}
