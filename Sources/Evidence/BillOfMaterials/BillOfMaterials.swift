import Crypto
import Estate
import Foundation

/// What an estate is made of: the assets that belong in a bill of materials and the relations among
/// them, whatever the format. Secrets, people and permissions are no part of it.
struct BillOfMaterials: Sendable {
  let estate: Estate
  /// By index of the asset.
  let roles: [ComponentRole]
  let sources: [ReportedSource]
  let version: String
  let timestamp: String?

  /// - Parameter timestamp: RFC 3339 time that the document states; nil for none.
  init(_ report: ScanReport, timestamp: String?) {
    estate = report.estate
    roles = report.estate.assets.map { ComponentRole($0) }
    sources = report.sources
    version = report.version
    self.timestamp = timestamp
  }

  /// The name of what is described: that of the only repository.
  var name: String {
    let repositories = estate.assets.filter { $0.kind == .repository }
    return repositories.count == 1 ? repositories[0].name : "estate"
  }

  /// Indices of the assets that have one of the roles, in the order of ids.
  func members(_ isWanted: (ComponentRole) -> Bool) -> [Int] {
    roles.indices.filter { isWanted(roles[$0]) }
  }

  /// Whether the asset has a place of its own in the document.
  func isMember(_ asset: Int) -> Bool {
    switch roles[asset] {
    case .component, .service, .vulnerability: true
    case .supplier, .leftOut: false
    }
  }

  /// Indices of the relations of that asset whose other end is a member, by kind and head.
  func links(from asset: Int) -> [Int] {
    estate.outgoing(asset).filter { isMember(estate.head(ofRelationAt: $0)) }
  }

  /// Id and properties of the asset, as pairs.
  func facts(of index: Int) -> [(name: String, value: String)] {
    let asset = estate.assets[index]
    return [(ExchangeText.identity, asset.id.text)]
      + asset.properties.sorted { $0.key < $1.key }.map { property, value in
        (ExchangeText.name(ofProperty: property), ExchangeText.text(of: value))
      }
  }

  /// Id, properties and relations of the asset, as pairs.
  func pairs(of index: Int) -> [(name: String, value: String)] {
    facts(of: index) + links(from: index).map(pair)
  }

  /// A relation as a pair on its tail.
  func pair(ofRelationAt index: Int) -> (name: String, value: String) {
    let relation = estate.relation(at: index)
    return ExchangeText.pair(
      of: ExchangeText.Link(
        kind: relation.kind, head: estate.assets[relation.head].id, basis: relation.basis,
        confidence: relation.confidence))
  }

  /// The kinds of relations that were looked for and that the document tells all of.
  var collected: [String] {
    func isTold(_ kinds: [AssetKind]?) -> Bool {
      kinds?.allSatisfy { kind in
        switch ComponentRole(kind) {
        case .component, .service, .vulnerability: true
        default: false
        }
      } ?? true
    }
    return estate.collected.filter {
      isTold($0.declaration.tails) && isTold($0.declaration.heads)
    }.map(\.name).sorted()
  }

  /// Whether every source was read to its end, as far as is known.
  var isComplete: Bool { sources.allSatisfy { $0.status == "complete" } }

  /// What evaluations of the asset measured: the name of each, and the share of attacks that succeeded.
  func measurements(of index: Int) -> [(name: String, rate: Double)] {
    estate.outgoing(index, .evaluatedBy).compactMap { relation in
      let evaluation = estate.assets[estate.head(ofRelationAt: relation)]
      return evaluation.properties["attack_success_rate"]?.number.map { (evaluation.name, $0) }
    }
  }

  /// The vendor that an asset comes from.
  func supplier(of index: Int) -> Asset? {
    estate.outgoing(index, .providedBy).first.map {
      estate.assets[estate.head(ofRelationAt: $0)]
    }
  }

  /// A UUID of the content (RFC 9562, version 8): the same estate has the same, any other another.
  ///
  /// - Parameter format: the format that the document is written in.
  func identifier(format: String) -> String {
    var hash = SHA256()
    func add(_ text: String) { hash.update(data: Data((text + "\n").utf8)) }
    add("\(format) \(version) \(timestamp ?? "") \(isComplete)")
    for index in estate.assets.indices where isMember(index) {
      add(estate.assets[index].name)
      for pair in pairs(of: index) { add("\(pair.name) \(pair.value)") }
      for sighting in estate.assets[index].sightings { add(ExchangeText.text(of: sighting)) }
    }
    for name in collected { add(name) }
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
      .map { digits[$0].joined() }.joined(separator: "-")
  }
}
