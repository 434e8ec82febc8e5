import Estate
import Formats

/// Files of data that the code of a project that learns, or tests models, names, whoever reads them.
extension SourceLinker {
  /// Records the data set of a text that is the path of a file of data, where nothing else was found.
  func mentionedData(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.scope != "test", let text = outline.text(node),
      facts.texts.dataFiles.mayEnd(text)
    else { return }
    switch unit.family {
    case .python: guard isOfLearning(text) else { return }
    // Scripts seldom learn, but test.
    case .script: guard facts.texts.dataFiles.isForTests(text) else { return }
    default: return
    }
    recordData(at: node, in: unit)
  }

  /// The same of a text into which values are put: `f"{folder}/train_images_{part}.pt"`.
  func mentionedData(ofTemplate node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard learns, unit.family == .python, unit.scope != "test" else { return }
    var last: SourceOutline.Expression?
    for part in outline.children(node) { last = part }
    guard let last, outline.kind(last) == .string,
      let ending = outline.text(last), ending.contains(".")
    else { return }
    recordData(at: node, in: unit)
  }

  /// Data in code that a model is tested with: `GOLDEN_DATASET = [{"question": …}, …]`.
  func testSet(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.family == .python || unit.family == .script, unit.scope != "test",
      outline.kind(assignment.value) == .list || outline.kind(assignment.value) == .tuple,
      outline.scope(assignment.target).isFile, let name = unit.targetName(assignment.target),
      facts.texts.dataFiles.isTestSet(name)
        || facts.texts.dataFiles.isTestSetOfEvaluation(name)
          && facts.texts.evaluations.isAmongThem(unit.pathInRepository)
    else { return }
    let items = outline.children(assignment.value).prefix(3).map(outline.kind)
    guard items.count > 1, items.allSatisfy({ $0 == .object || $0 == .call || $0 == .tuple })
    else { return }
    let thing = Thing(AssetID(.dataset, "repo", "\(native(unit))#\(name)"), .dataset, name)
    let line = outline.line(assignment.target)
    asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  private func recordData(at node: SourceOutline.Expression, in unit: SourceUnit) {
    let whole = wholePath(node, in: unit)
    let place = CodePlace(unit: unit.index, node: node)
    // What a program makes to test a model with is data, too.
    guard let path = whole.path, facts.texts.dataFiles.isData(path),
      facts.texts.dataFiles.isForTests(path) || !isWritten(whole.node, in: unit),
      known(.place(place)) == nil
    else { return }
    let line = unit.outline.line(node)
    guard !dataLines.contains(CodeLine(unit: unit.index, line: line)) else { return }
    for thing in datasetFile(path, unit) {
      asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
      contain(thing, line: line, in: unit)
    }
  }

  /// Records the data that files name which hold nothing but what others use, or read data for them.
  func recordConstants(where isWanted: (SourceUnit) -> Bool) {
    for unit in project.units
    where unit.family == .python && unit.scope != "vendored" && isWanted(unit) {
      let stem = String(unit.stem)
      guard facts.reading.holdsConstants(stem) || facts.reading.readsData(stem) else { continue }
      for node in 0..<unit.outline.expressionCount {
        let node = Int32(truncatingIfNeeded: node)
        guard unit.outline.kind(node) == .string,
          unit.outline.withBytes(of: node, TextShape.init).mayBeFile
        else { continue }
        mentionedData(node, in: unit)
      }
    }
  }

  /// Whether something of the project learns; the name of data to test with is enough where AI is used.
  private func isOfLearning(_ text: String) -> Bool {
    learns || facts.texts.dataFiles.isForTests(text)
  }

  /// What a text is a part of: `folder / "rows.csv"`, `os.path.join(folder, "rows.csv")`.
  private func wholePath(
    _ node: SourceOutline.Expression, in unit: SourceUnit
  ) -> (node: SourceOutline.Expression, path: String?) {
    let outline = unit.outline
    var current = node
    for _ in 0..<8 {
      guard let parent = unit.parent(of: current) else { break }
      switch outline.kind(parent) {
      case .operation where outline.operation(parent) == .divide: current = parent
      case .operation where outline.operation(parent) == .add: current = parent
      case .call:
        guard outline.firstChild(parent) != current,
          let callee = outline.firstChild(parent).flatMap({ outline.text($0) }),
          reader.facts[.python].wraps(callee)
        else { return (current, reader.meaning(current, in: unit).path) }
        current = parent
      default: return (current, reader.meaning(current, in: unit).path)
      }
    }
    return (current, reader.meaning(current, in: unit).path)
  }

  /// Whether a path is one that is written, by what it is given to or called.
  private func isWritten(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    let outline = unit.outline
    if let name = unit.givenName(node), facts.texts.dataFiles.namesOutput(name) { return true }
    var current = node
    for _ in 0..<6 {
      guard let parent = unit.parent(of: current) else { return false }
      if outline.kind(parent) == .keyword || outline.kind(parent) == .pair,
        let key = outline.key(ofPair: parent), facts.texts.dataFiles.namesOutput(key)
      {
        return true
      }
      if outline.kind(parent) == .call, outline.firstChild(parent) != current {
        let name = outline.firstChild(parent).flatMap { outline.text($0) } ?? ""
        let arguments = outline.arguments(parent)
        if facts.texts.dataFiles.writes(name) { return true }
        // `open(path, "w")`, `add_argument("--output", default=path)`
        return arguments.contains { argument in
          guard argument != current, outline.kind(argument) == .string,
            let text = outline.text(argument)
          else { return false }
          return ["w", "wb", "a", "x", "w+"].contains(text)
            || text.hasPrefix("-") && facts.texts.dataFiles.namesOutput(text)
        }
      }
      current = parent
    }
    return false
  }
}
