/// Facts of the estate as pairs of text: how documents of other formats carry what they have no place
/// for, in properties whose names begin with `isobar:`. What is written reads back as itself.
public enum ExchangeText {
  public static let namespace = "isobar:"
  /// Name of the pair that makes an element an asset of ours: its id.
  public static let identity = "isobar:id"
  /// Name of the pair on an element that only details the asset of that id.
  public static let partOf = "isobar:part-of"
  /// Name of the pair for a place where the format has none of its own.
  public static let occurrence = "isobar:occurrence"
  /// Name of the pair that lists the kinds of relations that were looked for.
  public static let collected = "isobar:collected"
  private static let relationPrefix = "isobar:relation:"
  private static let propertyPrefix = "isobar:property:"

  /// One relation as its tail tells it.
  public struct Link: Sendable, Hashable {
    public let kind: RelationKind
    public let head: AssetID
    public let basis: Basis
    public let confidence: Double

    public init(kind: RelationKind, head: AssetID, basis: Basis, confidence: Double) {
      self.kind = kind
      self.head = head
      self.basis = basis
      self.confidence = confidence
    }
  }

  public static func name(ofProperty property: String) -> String { propertyPrefix + property }

  /// The property that a pair of that name gives a value to.
  public static func property(named name: String) -> String? {
    name.hasPrefix(propertyPrefix) ? String(name.dropFirst(propertyPrefix.count)) : nil
  }

  /// Texts as they are, all else as JSON.
  public static func text(of value: Value) -> String { value.text ?? ValueJSON.encode(value) }

  /// The value that a text stands for, as the schema declares the property; nil where it does not fit.
  public static func value(_ text: String, of declaration: PropertyDeclaration) -> Value? {
    if declaration.type == .text || declaration.type == .time {
      return declaration.values.isEmpty || declaration.values.contains(text) ? .text(text) : nil
    }
    guard let value = try? ValueJSON.decode(text) else { return nil }
    switch declaration.type {
    case .boolean: return value.boolean == nil ? nil : value
    case .integer: return value.integer == nil ? nil : value
    case .number: return value.number == nil ? nil : value
    case .list: return value.list == nil ? nil : value
    case .map: if case .map = value { return value } else { return nil }
    case .text, .time: return .text(text)
    }
  }

  /// A relation as a pair: `isobar:relation:CAN_CALL` and the head, followed by basis and confidence
  /// where they are not `declared` and 1.
  public static func pair(of link: Link) -> (name: String, value: String) {
    let isPlain = link.basis == .declared && link.confidence == 1
    let rest = isPlain ? "" : " \(link.basis.rawValue) \(link.confidence)"
    return (relationPrefix + link.kind.name, link.head.text + rest)
  }

  /// The relation of a pair; nil where the pair is none, or is damaged.
  public static func link(named name: String, _ value: String) -> Link? {
    guard name.hasPrefix(relationPrefix),
      let kind = RelationKind(name: String(name.dropFirst(relationPrefix.count)))
    else { return nil }
    let words = value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let head = words.first.flatMap(AssetID.init(parsing:)) else { return nil }
    if words.count == 1 { return Link(kind: kind, head: head, basis: .declared, confidence: 1) }
    guard words.count == 3, let basis = Basis(rawValue: words[1]),
      let confidence = Double(words[2]), (0...1).contains(confidence)
    else { return nil }
    return Link(kind: kind, head: head, basis: basis, confidence: confidence)
  }

  /// A sighting as JSON, its place included.
  public static func text(of sighting: Sighting) -> String {
    var members = details(of: sighting)
    if let location = sighting.location {
      members["path"] = .text(location.path)
      members["line"] = location.line.map(Value.integer)
    }
    return ValueJSON.encode(.map(members))
  }

  /// What a format that has fields for path and line has no field for, as JSON.
  public static func context(of sighting: Sighting) -> String {
    ValueJSON.encode(.map(details(of: sighting)))
  }

  private static func details(of sighting: Sighting) -> [String: Value] {
    var members: [String: Value] = ["detector": .text(sighting.detector)]
    members["cell"] = (sighting.location?.cell).map(Value.integer)
    if sighting.confidence != 1 { members["confidence"] = .number(sighting.confidence) }
    return members
  }

  /// The sighting that a text stands for, as one of `source`; nil where it is damaged.
  ///
  /// - Parameter location: path and line, where the format has fields for them.
  public static func sighting(
    _ text: String, source: String, at location: Location? = nil
  ) -> Sighting? {
    guard case .map(let members)? = try? ValueJSON.decode(text),
      let detector = members["detector"]?.text
    else { return nil }
    let confidence = members["confidence"]?.number ?? 1
    guard (0...1).contains(confidence) else { return nil }
    var place =
      location
      ?? members["path"]?.text.map { Location(path: $0, line: positive(members["line"])) }
    place?.cell = positive(members["cell"])
    return Sighting(
      source: source, detector: detector, location: place, confidence: confidence)
  }

  private static func positive(_ value: Value?) -> Int? {
    value?.integer.flatMap { $0 > 0 ? $0 : nil }
  }
}
