import Formats

/// What names of variables, functions and files say of training, its data and the models that come of it.
struct LearningNames: Sendable {
  private let artifacts: NamePatterns
  private let artifactPaths: NamePatterns
  private let artifactEndings: Set<String>
  /// Endings that nothing but files of weights has.
  private let weightEndings: [String]
  private let trainings: NamePatterns
  private let data: NamePatterns
  private let results: NamePatterns
  private let tensors: NamePatterns
  private let words: Set<String>

  init(_ root: DocumentNode) {
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    artifacts = NamePatterns(list("artifact_names"))
    artifactPaths = NamePatterns(list("artifact_path_names"))
    artifactEndings = Set(list("artifact_endings"))
    weightEndings = list("weight_endings").map { ".\($0)" }
    trainings = NamePatterns(list("training_names"))
    data = NamePatterns(list("data_names"))
    results = NamePatterns(list("result_names"))
    tensors = NamePatterns(list("tensor_names"))
    words = Set(list("learning_words"))
  }

  /// What a name says, by its words.
  func sense(of words: NameWords) -> NameSense { artifactPaths.match(words) ? .artifactPath : [] }

  /// Whether what is imported of a module, or the module itself, has to do with learning, by the names.
  func concerns(module: String, name: String?) -> Bool {
    let last = module.split(separator: ".").last.map(String.init)
    return [last, name].contains { part in
      part.map { !words.isDisjoint(with: NameWords.texts(of: $0)) } == true
    }
  }

  /// Whether a variable or the path of a file holds a model, by its name.
  func namesArtifact(_ name: String) -> Bool { artifacts.match(name) }

  /// Whether a path may be one of a file that holds a model, by its ending.
  func mayBeArtifact(_ path: String) -> Bool {
    !path.contains("://") && mayBeArtifact(file: path)
  }

  /// The same of a path or address.
  func mayBeArtifact(file: String) -> Bool {
    guard (5...300).contains(file.utf8.count), let dot = file.lastIndex(of: "."),
      !file.contains(where: { " *<>{}\n\t,;%".contains($0) })
    else { return false }
    return artifactEndings.contains(file[file.index(after: dot)...].lowercased())
  }

  /// Whether a path is one of a file of weights, whatever it is called.
  func isWeights(_ path: String) -> Bool {
    guard let ending = weightEndings.first(where: path.lowercased().hasSuffix),
      mayBeArtifact(path), let last = path.dropLast(ending.count).last
    else { return false }
    return last.isLetter || last.isNumber
  }

  /// Whether a function trains, by its name.
  func namesTraining(_ name: String) -> Bool { trainings.match(name) }

  /// Whether a variable holds data or where they are, by its name.
  func namesData(_ name: String) -> Bool { data.match(name) }

  /// Whether a file holds data that a model works on, by the last part of its path.
  func namesTensors(_ path: String) -> Bool {
    let words = NameWords(Self.lastPart(of: path))
    return tensors.match(words) && !artifacts.match(words)
  }

  /// Whether a file holds what came of a model, by the last part of its path.
  func namesResults(_ path: String) -> Bool { results.match(Self.lastPart(of: path)) }

  private static func lastPart(of path: String) -> String {
    path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
  }
}
