import Formats

/// What the files of a project make.
struct FoundOccurrences: Sendable {
  private(set) var occurrences: [Occurrence] = []
  private(set) var callers = CallerTable()
  private var factories = FactoryTable()
  private var parts = PartTable()

  /// Looks through some of the files, in their order.
  init(in units: ArraySlice<SourceUnit>, _ reader: MeaningReader, _ facts: SourceFacts) {
    let finder = OccurrenceFinder(
      project: reader.project, reader: reader, catalog: facts.constructs)
    for unit in units where unit.scope != "vendored" {
      occurrences += finder.occurrences(in: unit)
    }
    (callers, factories, parts) = (finder.callers, finder.factories, finder.parts)
  }

  /// Adds what the files make that come after those known.
  mutating func append(_ later: FoundOccurrences) {
    occurrences += later.occurrences
    callers.append(later.callers)
    factories.append(later.factories)
    parts.append(later.parts)
  }

  /// Those that are things of their own.
  func forEach(_ body: (Occurrence) -> Void) {
    for occurrence in occurrences
    where !factories.holds(occurrence.key)
      && !(occurrence.construct.product == .model && parts.holds(occurrence.key))
    {
      body(occurrence)
    }
  }
}

/// What was found in one part of the files of a project, with what was worked out on the way.
struct FoundPart: Sendable {
  let units: Range<Int>
  let found: FoundOccurrences
  let meanings: MeaningReader.WorkedOut

  init(in units: Range<Int>, of project: SourceProject, _ facts: SourceFacts) {
    let reader = MeaningReader(project, facts)
    self.units = units
    found = FoundOccurrences(in: project.units[units], reader, facts)
    meanings = reader.workedOut(of: units)
  }
}
