import Formats

/// What names say, worked out once for each name.
final class NameMemory {
  private let facts: SourceTextFacts
  private var known: [String: NameSense] = [:]
  /// By file and number of the text; `unknown` where nobody has asked. Empty for files that nothing was
  /// asked of.
  private var byText: [[UInt8]]

  private static let unknown: UInt8 = 0xFF

  init(_ facts: SourceTextFacts, units: Int = 0) {
    self.facts = facts
    byText = [[UInt8]](repeating: [], count: units)
  }

  func sense(of name: String) -> NameSense {
    if let known = known[name] { return known }
    let sense = facts.sense(of: name)
    known[name] = sense
    return sense
  }

  /// The same of a text of a file, by its number.
  func sense(ofText number: Int32, in unit: SourceUnit) -> NameSense {
    guard number >= 0 else { return [] }
    let index = unit.index
    if byText[index].isEmpty {
      byText[index] = [UInt8](repeating: Self.unknown, count: unit.outline.textCount)
    }
    let known = byText[index][Int(number)]
    if known != Self.unknown { return NameSense(rawValue: known) }
    let sense = unit.outline.text(at: number).map(sense(of:)) ?? []
    byText[index][Int(number)] = sense.rawValue
    return sense
  }

  func namesPrompt(_ name: String) -> Bool { sense(of: name).contains(.prompt) }
  func namesAddress(_ name: String) -> Bool { sense(of: name).contains(.address) }
  func namesModel(_ name: String) -> Bool { sense(of: name).contains(.model) }
}
