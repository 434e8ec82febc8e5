import Estate
import Formats

/// Calls that ask models of one's own, and those that files hold: `forest.predict(rows)`.
extension SourceLinker {
  struct Prediction {
    /// Models, or the files that hold them; none where the code does not say.
    let targets: [AssetID]
    let place: CodePlace
  }

  /// Models of one's own, and files that models are loaded from, by file and by project.
  struct OwnModels {
    var byFile: [Int: [AssetID]] = [:]
    var byProject: [String: [AssetID]] = [:]
    var loadedByProject: [String: [AssetID]] = [:]
  }

  /// Methods that much else has, and that count only of what a file of a model was loaded into.
  private static let common: Set<String> = ["run", "async_run", "infer", "invoke"]
  /// A call says nothing of which of more models than this it asks.
  private static let choices = 3

  /// Notes the call of a method that predicts; false where what it is called on is no such model.
  func findPrediction(_ call: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    let outline = unit.outline
    guard let callee = outline.firstChild(call), let object = outline.firstChild(callee),
      let method = outline.text(callee)
    else { return false }
    let found = things(of: reader.meaning(object, in: unit), .model, in: unit, owner: "")
    let isCommon = Self.common.contains(method)
    let targets = found.filter { thing in
      thing.kind == .modelArtifact
        || !isCommon && thing.isOwnModel
    }
    let place = CodePlace(unit: unit.index, node: call)
    if !targets.isEmpty {
      note(Prediction(targets: targets.map(\.id), place: place))
      return true
    }
    guard found.isEmpty, namesOwnModel(object, askedBy: method, in: unit) else { return false }
    note(Prediction(targets: [], place: place))
    return false
  }

  /// Whether what is asked is called a model of one's own and may be one: `model.predict(rows)`.
  private func namesOwnModel(
    _ object: SourceOutline.Expression, askedBy method: String, in unit: SourceUnit
  ) -> Bool {
    guard !Self.common.contains(method), let name = unit.outline.text(object),
      [.name, .member].contains(unit.outline.kind(object))
    else { return false }
    if facts.texts.learning.namesArtifact(name) { return true }
    // `scorer = FraudPredictor("model.onnx")`
    guard case .instance(let instance) = reader.meaning(object, in: unit),
      case .definition(let home, let index) = instance.type
    else { return false }
    return facts.texts.learning.namesArtifact(project.units[home].outline.className(index))
  }

  /// Notes the call of a model of one's own that is asked by calling it, `model(images)`; false where that is none.
  func findForwardPass(_ call: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    guard unit.family == .python, learns, let callee = unit.outline.firstChild(call),
      [.name, .member].contains(unit.outline.kind(callee)), !isWithinModel(call, in: unit)
    else { return false }
    let place = CodePlace(unit: unit.index, node: call)
    let value = reader.meaning(callee, in: unit)
    var models: [Thing] = []
    switch value {
    case .instance, .oneOf:
      models = things(of: value, .model, in: unit, owner: "").filter {
        $0.isOwnModel || $0.kind == .modelArtifact
      }
    default: break
    }
    guard !models.isEmpty || namesPredictor(callee, value, in: unit) else { return false }
    note(Prediction(targets: models.map(\.id), place: place))
    return true
  }

  /// Whether nothing is known of what is called but that it is called a model of one's own.
  private func namesPredictor(
    _ callee: SourceOutline.Expression, _ value: Meaning, in unit: SourceUnit
  ) -> Bool {
    MeaningReader.isOpen(value)
      && unit.outline.text(callee).map(facts.reading.namesPredictor) == true
  }

  /// Whether a call is of the parts of a model, in the model's own class.
  private func isWithinModel(_ call: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    guard let owner = unit.enclosingClass(unit.outline.scope(call))?.classDefinition else {
      return false
    }
    return things(for: .definition(unit: unit.index, index: owner)).contains { $0.kind == .model }
  }

  func makeOwnModels() -> OwnModels {
    var known = OwnModels()
    for occurrence in occurrences {
      let construct = occurrence.construct
      let isModel = construct.product == .model && Self.isOwnModel(construct)
      let isLoaded = construct.product == .artifact && construct.facts["access"] != "save"
      guard isModel || isLoaded else { continue }
      let project = projectFolder(occurrence.unit).native
      for thing in things(for: occurrence.key) {
        guard thing.kind == .model || isLoaded && facts.texts.learning.namesArtifact(thing.name)
        else {
          continue
        }
        if known.byFile[occurrence.unit.index]?.contains(thing.id) != true {
          known.byFile[occurrence.unit.index, default: []].append(thing.id)
        }
        if known.byProject[project]?.contains(thing.id) != true {
          known.byProject[project, default: []].append(thing.id)
          if isLoaded { known.loadedByProject[project, default: []].append(thing.id) }
        }
      }
    }
    return known
  }

  /// Records who asks; where the code does not say which model, the few that the file or project has.
  func record(_ prediction: Prediction) {
    let unit = project.units[prediction.place.unit]
    let line = unit.outline.line(prediction.place.node)
    var (targets, isSure) = (prediction.targets, true)
    if targets.isEmpty {
      isSure = false
      let project = projectFolder(unit).native
      targets =
        [
          ownModels.byFile[unit.index] ?? [], ownModels.byProject[project] ?? [],
          ownModels.loadedByProject[project] ?? [],
        ]
        .first { (1...Self.choices).contains($0.count) } ?? []
    }
    for user in users(at: prediction.place) {
      for target in targets {
        relation(
          .usesModel, from: user, to: target, line: line, in: unit,
          basis: isSure ? .declared : .inferred, confidence: isSure ? nil : 0.4)
      }
    }
  }
}
