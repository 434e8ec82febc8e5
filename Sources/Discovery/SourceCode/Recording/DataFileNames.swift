import Formats

/// How files of data are told by their paths: `mentioned_data` of `Catalog/source-texts.yaml`.
struct DataFileNames: Sendable {
  private let endings: Set<String>
  /// Endings of files that hold anything, and what data are called in them.
  private let packedEndings: Set<String>
  private let packedNames: NamePatterns
  private let tests: NamePatterns
  /// What lists in code are called that a model is tested with.
  private let sets: NamePatterns
  private let setsOfEvaluations: NamePatterns
  private let outputs: NamePatterns
  private let writers: NamePatterns
  /// Modules of what learns, and of what reads data.
  let modules: ModuleNames
  let readers: ModuleNames

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    endings = Set(list("endings"))
    packedEndings = Set(list("packed_endings"))
    packedNames = NamePatterns(list("packed_names"))
    tests = NamePatterns(list("tests"))
    sets = NamePatterns(list("sets"))
    setsOfEvaluations = NamePatterns(list("sets_of_evaluations"))
    outputs = NamePatterns(list("outputs"))
    writers = NamePatterns(list("writers"))
    modules = ModuleNames(Set(list("beside")))
    readers = ModuleNames(Set(list("readers")))
  }

  /// Quick: whether a text ends as files of data do.
  func mayEnd(_ text: String) -> Bool {
    guard (5...200).contains(text.utf8.count), let dot = text.lastIndex(of: ".") else {
      return false
    }
    if endings.contains(text[text.index(after: dot)...].lowercased()) { return true }
    guard let name = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else {
      return false
    }
    return isPacked(name)
      && packedNames.match(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
  }

  /// Whether a file may hold anything, by the last part of its path.
  private func isPacked(_ name: Substring) -> Bool {
    name.lastIndex(of: ".").map {
      packedEndings.contains(name[name.index(after: $0)...].lowercased())
    } ?? false
  }

  /// Whether a path is one of data that is read.
  func isData(_ path: String) -> Bool {
    guard mayEnd(path), !path.contains(where: { " *<>\n\t,;%".contains($0) }) else { return false }
    let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
    // `.csv` alone is an ending, `{}.csv` any file.
    guard let last = parts.last, let first = last.first, first != ".", first != "{" else {
      return false
    }
    // What one program packs and another reads may lie in a folder for output.
    return !(isPacked(last) ? [last] : parts).contains { namesOutput(String($0)) }
  }

  /// Whether a name says that what it stands for is data to test a model with.
  func isForTests(_ name: String) -> Bool { tests.admit(name) }

  /// Whether a list in code is data to test a model with, by the name of what holds it.
  func isTestSet(_ name: String) -> Bool { sets.match(name) && !outputs.match(name) }

  /// The same of a name that says so only where evaluations stand.
  func isTestSetOfEvaluation(_ name: String) -> Bool {
    setsOfEvaluations.match(name) && !outputs.match(name)
  }

  /// Whether a name says that what it stands for is written.
  func namesOutput(_ name: String) -> Bool { outputs.admit(name) }

  /// Whether a function writes, by its name.
  func writes(_ name: String) -> Bool { writers.admit(name) }
}
