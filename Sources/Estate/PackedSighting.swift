/// A sighting in 20 bytes: its texts are numbers in `SightingNames`.
struct PackedSighting: Sendable, Hashable {
  var source: UInt16
  var detector: UInt16
  /// Number of the path; `UInt32.max` where there is no location.
  var path: UInt32
  /// 0 where there is none.
  var line: UInt32
  var cell: UInt32
  var confidence: Float
}

/// Texts that many sightings share, each kept once. Sources and detectors are few: 16 bits.
struct SightingNames: Sendable {
  private var sources = NameTable()
  private var detectors = NameTable()
  private var paths = NameTable()

  mutating func pack(_ sighting: Sighting) -> PackedSighting {
    PackedSighting(
      source: UInt16(clamping: sources.number(of: sighting.source)),
      detector: UInt16(clamping: detectors.number(of: sighting.detector)),
      path: sighting.location.map { paths.number(of: $0.path) } ?? .max,
      line: UInt32(clamping: sighting.location?.line ?? 0),
      cell: UInt32(clamping: sighting.location?.cell ?? 0),
      confidence: Float(sighting.confidence))
  }

  func unpack(_ packed: PackedSighting) -> Sighting {
    let location =
      packed.path == .max
      ? nil
      : Location(
        path: paths[packed.path], line: packed.line == 0 ? nil : Int(packed.line),
        cell: packed.cell == 0 ? nil : Int(packed.cell))
    return Sighting(
      source: sources[UInt32(packed.source)], detector: detectors[UInt32(packed.detector)],
      location: location, confidence: packed.confidence.decimal)
  }

  /// In the order of what they say, each once.
  func sorted(_ sightings: [PackedSighting]) -> [PackedSighting] {
    if sightings.count < 2 { return sightings }
    return sightings.sorted(by: precedes).reduce(into: []) { kept, sighting in
      if kept.last != sighting { kept.append(sighting) }
    }
  }

  /// The order of `Sighting`, told by numbers where they are the same.
  private func precedes(_ left: PackedSighting, _ right: PackedSighting) -> Bool {
    if left.source != right.source {
      return sources.precedes(UInt32(left.source), UInt32(right.source))
    }
    if left.path != right.path {
      // What has no location comes first.
      if left.path == .max || right.path == .max { return left.path == .max }
      return paths.precedes(left.path, right.path)
    }
    if left.cell != right.cell { return left.cell < right.cell }
    if left.line != right.line { return left.line < right.line }
    if left.detector != right.detector {
      return detectors.precedes(UInt32(left.detector), UInt32(right.detector))
    }
    return left.confidence > right.confidence
  }

  /// The same names, to be read only.
  var sealed: SightingNames {
    var sealed = self
    sealed.sources.seal()
    sealed.detectors.seal()
    sealed.paths.seal()
    return sealed
  }
}

private struct NameTable: Sendable {
  private var texts = TextPool()
  /// Most sightings name what the one before them named.
  private var last: (name: String, number: UInt32)?

  subscript(number: UInt32) -> String { texts[number] }

  func precedes(_ left: UInt32, _ right: UInt32) -> Bool { texts.precedes(left, right) }

  mutating func number(of name: String) -> UInt32 {
    if let last, last.name == name { return last.number }
    let number = texts.number(of: name)
    last = (name, number)
    return number
  }

  mutating func seal() {
    texts = texts.sealed
    last = nil
  }
}

extension Float {
  /// The decimal number that was meant, to six places: 0.6, not 0.6000000238418579.
  var decimal: Double { (Double(self) * 1_000_000).rounded() / 1_000_000 }
}
