import Estate

/// Writes down what was seen in one file, without what is the same for all of them: the source, the
/// names of the detectors and the path.
struct OutcomeWriter {
  /// What cannot be written: it would not be read back as it was.
  private struct Unkept: Error {}

  private let path: String
  private let source: String
  private let detectors: [String]
  private var writer = ByteWriter()
  private var texts: [ExactText: Int] = [:]

  /// The outcome in bytes, as `OutcomeReader` reads it: none where nothing was seen. nil where it cannot
  /// be kept.
  ///
  /// - Parameters:
  ///   - path: of the file, relative to the target.
  ///   - detectors: their names.
  static func bytes(
    of outcome: FileInspector.Outcome, path: String, source: String, detectors: [String]
  ) -> [UInt8]? {
    guard !outcome.observations.isEmpty || !outcome.fragments.isEmpty else { return [] }
    var writer = OutcomeWriter(path: path, source: source, detectors: detectors)
    do throws(Unkept) {
      try writer.add(outcome)
      return writer.writer.bytes
    } catch {
      return nil
    }
  }

  private init(path: String, source: String, detectors: [String]) {
    self.path = path
    self.source = source
    self.detectors = detectors
  }

  private mutating func add(_ outcome: FileInspector.Outcome) throws(Unkept) {
    let observations = outcome.observations
    writer.number(observations.assets.count)
    for asset in observations.assets {
      add(asset.id.text)
      writer.byte(asset.kind.rawValue)
      add(asset.name)
      try add(asset.properties)
      writer.byte(asset.isStatement ? 1 : 0)
      try add(asset.sighting)
    }
    writer.number(observations.relations.count)
    for relation in observations.relations {
      writer.byte(relation.kind.rawValue)
      add(relation.tail.text)
      add(relation.head.text)
      add(relation.basis.rawValue)
      try add(relation.properties)
      try add(relation.sighting)
    }
    writer.number(observations.signals.count)
    for signal in observations.signals {
      add(signal.signal)
      add(signal.asset.text)
      try add(signal.detail)
      try add(signal.sighting)
    }
    writer.number(observations.skipped.count)
    for skipped in observations.skipped {
      add(skipped.path)
      add(skipped.reason)
    }
    writer.number(outcome.fragments.count)
    for fragment in outcome.fragments {
      writer.number(fragment.detector)
      writer.counted(fragment.head)
      try add(fragment.body)
    }
  }

  /// Of a body no more than its size and digest: it lies in the `FragmentStore`.
  private mutating func add(_ body: FragmentBody) throws(Unkept) {
    writer.number(body.size)
    guard body.size > 0 else { return }
    guard let digest = body.digest else { throw Unkept() }
    writer.raw(digest.bytes)
  }

  private mutating func add(_ sighting: Sighting) throws(Unkept) {
    guard sighting.source == source, let detector = detectors.firstIndex(of: sighting.detector)
    else { throw Unkept() }
    writer.number(detector)
    writer.fixed(sighting.confidence.bitPattern)
    guard let location = sighting.location else { return writer.byte(0) }
    let isOwn = ExactText(location.path) == ExactText(path)
    writer.byte(
      (isOwn ? 1 : 2) | (location.line == nil ? 0 : 4) | (location.cell == nil ? 0 : 8))
    if !isOwn { add(location.path) }
    if let line = location.line { writer.signed(line) }
    if let cell = location.cell { writer.signed(cell) }
  }

  private mutating func add(_ properties: [String: Value]) throws(Unkept) {
    try add(.map(properties), depth: 0)
  }

  private mutating func add(_ value: Value, depth: Int) throws(Unkept) {
    guard depth < OutcomeReader.depthLimit else { throw Unkept() }
    writer.byte(OutcomeReader.Tag(of: value).rawValue)
    switch value {
    case .null: break
    case .boolean(let value): writer.byte(value ? 1 : 0)
    case .integer(let value): writer.signed(value)
    case .number(let value): writer.fixed(value.bitPattern)
    case .text(let value): add(value)
    case .list(let values):
      writer.number(values.count)
      for value in values { try add(value, depth: depth + 1) }
    case .map(let values):
      writer.number(values.count)
      for (key, value) in values.sorted(by: { $0.key < $1.key }) {
        add(key)
        try add(value, depth: depth + 1)
      }
    }
  }

  /// A text, or the number of the same text before.
  private mutating func add(_ text: String) {
    let exact = ExactText(text)
    writer.number(texts[exact] ?? 0)
    guard texts[exact] == nil else { return }
    texts[exact] = texts.count + 1
    writer.counted(text.utf8)
  }
}

/// A text that is equal to another only byte by byte: to `String`, two ways to write `é` are the same.
private struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
