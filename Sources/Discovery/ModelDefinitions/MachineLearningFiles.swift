import Catalog
import Formats

/// How files of the machine-learning life cycle are told apart, by `Catalog/machine-learning-files.yaml`.
struct MachineLearningFiles: Sendable {
  private let data: Set<String>
  private let models: Set<String>
  private let code: Set<String>
  private let training: Set<String>
  private let evaluating: Set<String>
  private let modelLayers: Set<String>
  private let otherLayers: Set<String>
  let settings: LearningSettings
  let modelCard: [String]
  let datasetCard: [String]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/machine-learning-files.yaml").root
    func texts(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    data = Set(texts("data"))
    models = Set(texts("models"))
    code = Set(texts("code"))
    training = Set(texts("training"))
    evaluating = Set(texts("evaluating"))
    modelLayers = Set(texts("model_layers"))
    otherLayers = Set(texts("other_layers"))
    settings = LearningSettings(root["settings"])
    modelCard = texts("model_card")
    datasetCard = texts("dataset_card")
  }

  func isCode(_ path: String) -> Bool { Self.fileExtension(path).map(code.contains) ?? false }

  func isModel(_ path: String) -> Bool { Self.fileExtension(path).map(models.contains) ?? false }

  /// Whether a path is surely one of weights: by its extension, or one that data have too in a folder or by a name of
  /// models.
  func isWeights(_ path: String) -> Bool {
    switch settings.kind(of: path) {
    case .weights: true
    case .maybeWeights:
      isInModels(path) && Self.fileExtension(path) != "json"
        || ["h5", "hdf5", "keras"].contains(Self.fileExtension(path) ?? "")
          && Self.speaks(of: modelLayers, path)
    default: false
    }
  }

  /// Whether a path is one of data: by its extension, or a folder of data.
  func isData(_ path: String) -> Bool {
    if let known = Self.fileExtension(path) { return data.contains(known) }
    return path.lowercased().split(separator: "/").contains { ["data", "datasets"].contains($0) }
  }

  /// Whether a path lies in a folder of models: `data/06_models/forest.pickle`.
  func isInModels(_ path: String) -> Bool { !layers(of: path).isDisjoint(with: modelLayers) }

  /// Whether a path lies in a folder of what is said of models: reports and metrics.
  func isInReports(_ path: String) -> Bool { !layers(of: path).isDisjoint(with: otherLayers) }

  /// Whether a path is such a folder, or lies in one.
  func isReport(_ path: String) -> Bool { isInReports(path + "/.") }

  /// The folders of a path, without the numbers that they are sorted by.
  private func layers(of path: String) -> Set<String> {
    Set(
      path.lowercased().split(separator: "/").dropLast().map { folder in
        String(folder.drop { $0.isNumber || $0 == "_" || $0 == "-" })
      })
  }

  /// Whether a stage trains, by the words of its name and command.
  func trains(stage: String, command: String) -> Bool {
    Self.speaks(of: training, "\(stage) \(command)")
  }

  /// Whether a stage tests what others made.
  func evaluates(stage: String, command: String) -> Bool {
    Self.speaks(of: evaluating, "\(stage) \(command)")
  }

  private static func speaks(of wanted: Set<String>, _ text: String) -> Bool {
    let words = text.lowercased().split { character in
      !(character.isLetter || character.isNumber || character == "-" || character == "_")
    }
    return words.contains { word in
      wanted.contains(String(word))
        || word.split { $0 == "-" || $0 == "_" }.contains { wanted.contains(String($0)) }
    }
  }

  static func fileExtension(_ path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }
}
