import Estate

/// Reads what `OutcomeWriter` wrote.
struct OutcomeReader {
  typealias Damage = ByteReader.Damage

  /// How deep a value may be nested.
  static let depthLimit = 64

  /// The form of a value.
  enum Tag: UInt8 {
    case null, boolean, integer, number, text, list, map

    init(of value: Value) {
      self =
        switch value {
        case .null: .null
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .text: .text
        case .list: .list
        case .map: .map
        }
    }
  }

  private let path: String
  private let source: String
  private let detectors: [String]
  private var reader: ByteReader
  private var texts: [String] = []

  /// The outcome of a file; the parameters are those with which it was written.
  static func outcome(
    from reader: ByteReader, path: String, source: String, detectors: [String]
  ) throws(Damage) -> FileInspector.Outcome {
    var reader = OutcomeReader(
      path: path, source: source, detectors: detectors, reader: reader)
    return reader.reader.isAtEnd ? FileInspector.Outcome() : try reader.outcome()
  }

  private mutating func outcome() throws(Damage) -> FileInspector.Outcome {
    var outcome = FileInspector.Outcome()
    for _ in 0..<(try reader.count()) { outcome.observations.assets.append(try asset()) }
    for _ in 0..<(try reader.count()) { outcome.observations.relations.append(try relation()) }
    for _ in 0..<(try reader.count()) { outcome.observations.signals.append(try signal()) }
    for _ in 0..<(try reader.count()) {
      outcome.observations.skipped.append(Skipped(path: try text(), reason: try text()))
    }
    for _ in 0..<(try reader.count()) {
      outcome.fragments.append(
        FileInspector.Fragment(
          detector: try detector(), head: Array(try reader.counted()), body: try body()))
    }
    guard reader.isAtEnd else { throw Damage() }
    return outcome
  }

  private mutating func body() throws(Damage) -> FragmentBody {
    guard let size = Int(exactly: try reader.number()), size <= FragmentStore.sizeLimit else {
      throw Damage()
    }
    guard size > 0 else { return .bytes([], nil) }
    return .kept(FileDigest(kept: try reader.raw(FileDigest.size)), size: size)
  }

  private mutating func asset() throws(Damage) -> AssetObservation {
    let id = AssetID(trusted: try text())
    let kind = AssetKind(rawValue: try reader.byte())
    guard Int(kind.rawValue) < Schema.current.kinds.count else { throw Damage() }
    let name = try text()
    let properties = try properties()
    let isStatement = try reader.byte() == 1
    return AssetObservation(
      id: id, kind: kind, name: name, properties: properties, sighting: try sighting(),
      isStatement: isStatement)
  }

  private mutating func relation() throws(Damage) -> RelationObservation {
    let kind = RelationKind(rawValue: try reader.byte())
    guard Int(kind.rawValue) < Schema.current.relations.count else { throw Damage() }
    let tail = AssetID(trusted: try text())
    let head = AssetID(trusted: try text())
    guard let basis = Basis(rawValue: try text()) else { throw Damage() }
    let properties = try properties()
    return RelationObservation(
      kind: kind, tail: tail, head: head, basis: basis, properties: properties,
      sighting: try sighting())
  }

  private mutating func signal() throws(Damage) -> SignalObservation {
    let signal = try text()
    let asset = AssetID(trusted: try text())
    let detail = try properties()
    return SignalObservation(
      signal: signal, asset: asset, detail: detail, sighting: try sighting())
  }

  private mutating func sighting() throws(Damage) -> Sighting {
    let detector = detectors[try self.detector()]
    let confidence = Double(bitPattern: try reader.fixed(UInt64.self))
    let form = try reader.byte()
    var location: Location?
    if form != 0 {
      let path = form & 1 == 1 ? self.path : try text()
      let line = form & 4 == 0 ? nil : try reader.signed()
      let cell = form & 8 == 0 ? nil : try reader.signed()
      location = Location(path: path, line: line, cell: cell)
    }
    return Sighting(
      source: source, detector: detector, location: location, confidence: confidence)
  }

  private mutating func properties() throws(Damage) -> [String: Value] {
    guard case .map(let properties) = try value(depth: 0) else { throw Damage() }
    return properties
  }

  private mutating func value(depth: Int) throws(Damage) -> Value {
    guard depth < Self.depthLimit, let tag = Tag(rawValue: try reader.byte()) else {
      throw Damage()
    }
    switch tag {
    case .null: return .null
    case .boolean: return .boolean(try reader.byte() == 1)
    case .integer: return .integer(try reader.signed())
    case .number: return .number(Double(bitPattern: try reader.fixed(UInt64.self)))
    case .text: return .text(try text())
    case .list:
      var values: [Value] = []
      for _ in 0..<(try reader.count()) { values.append(try value(depth: depth + 1)) }
      return .list(values)
    case .map:
      var values: [String: Value] = [:]
      for _ in 0..<(try reader.count()) { values[try text()] = try value(depth: depth + 1) }
      return .map(values)
    }
  }

  private mutating func detector() throws(Damage) -> Int {
    guard let index = Int(exactly: try reader.number()), detectors.indices.contains(index) else {
      throw Damage()
    }
    return index
  }

  private mutating func text() throws(Damage) -> String {
    let number = try reader.number()
    guard number == 0 else {
      guard number <= UInt64(texts.count) else { throw Damage() }
      return texts[Int(number) - 1]
    }
    let text = try reader.text()
    texts.append(text)
    return text
  }
}
