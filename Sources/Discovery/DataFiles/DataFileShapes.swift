import Catalog
import Formats

/// How files of rows for models are told, by `Catalog/data-files.yaml`.
struct DataFileShapes: Sendable {
  enum Kind {
    /// Rows to test or to train with.
    case rows
    /// A document that defines an evaluation.
    case evaluation
  }

  /// What the path of a file says that it may hold.
  struct Place: Equatable {
    let isForTests: Bool
    /// Whether it says, too, that the file holds what is tested with.
    let isTestData: Bool
    let isForTraining: Bool
    /// Whether it is named as frameworks name what agents are tested with.
    let isSet: Bool
  }

  private let endings: Set<String>
  private let testWords: Set<String>
  private let dataWords: Set<String>
  private let trainWords: Set<String>
  private let resultWords: Set<String>
  private let lists: [String]
  private let asked: Set<String>
  /// What programs are given, too, which counts only beside what surely is expected of a model.
  private let inputs: Set<String>
  private let expected: Set<String>
  private let surelyExpected: Set<String>
  private let training: [[String]]
  private let sets: [[String]]
  /// How the names of files end that hold what an agent is tested with.
  private let setEndings: [String]

  /// Rows that are looked at: the first of a file have what all have.
  private static let mostRows = 3

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/data-files.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    endings = Set(list("endings"))
    testWords = Set(list("test_words"))
    dataWords = Set(list("data_words"))
    trainWords = Set(list("train_words"))
    resultWords = Set(list("result_words"))
    lists = list("lists")
    asked = Set(list("asked"))
    inputs = Set(list("inputs"))
    surelyExpected = Set(list("surely_expected"))
    expected = Set(list("expected")).union(surelyExpected)
    training = (root["training"]?.items ?? []).map(\.scalars)
    sets = (root["sets"]?.items ?? []).map(\.scalars)
    setEndings = list("set_endings")
  }

  func isOfRows(_ fileExtension: String) -> Bool { endings.contains(fileExtension) }

  /// What a path says; nil where it says nothing of models.
  func place(_ path: some StringProtocol) -> Place? {
    let parts = path.split(separator: "/").suffix(3).map { NameWords.texts(of: $0) }
    guard let name = parts.last, resultWords.isDisjoint(with: name) else { return nil }
    // `ground-truth` is one word to those who write `groundtruth`.
    let words = Set(parts.joined()).union(
      parts.flatMap { words in zip(words, words.dropFirst()).map { $0 + $1 } })
    let tests = words.intersection(testWords)
    let data = words.intersection(dataWords)
    // One word that says both is not enough to say them twice.
    let isTestData = !tests.isEmpty && !data.subtracting(tests).isEmpty
    let isForTraining = !words.isDisjoint(with: trainWords)
    let isSet = isSet(path)
    guard !tests.isEmpty || isForTraining || isSet else { return nil }
    return Place(
      isForTests: !tests.isEmpty || isSet, isTestData: isTestData, isForTraining: isForTraining,
      isSet: isSet)
  }

  /// Whether a file is one of what an agent is tested with, by how its name ends: `refunds.evalset.json`.
  func isSet(_ path: some StringProtocol) -> Bool { setEndings.contains(where: path.hasSuffix) }

  /// What a document is, by its keys and those of its rows.
  func kind(of root: DocumentNode, at place: Place) -> Kind? {
    let keys = Set(root.entries.prefix(64).map { $0.key.lowercased() })
    if place.isForTests, sets.contains(where: { $0.allSatisfy(keys.contains) }) {
      return place.isSet ? .rows : .evaluation
    }
    let rows = rows(of: root).prefix(Self.mostRows).map { row in
      Set(row.entries.prefix(64).map { $0.key.lowercased() })
    }
    return !rows.isEmpty && rows.allSatisfy { isRow($0, at: place) } ? .rows : nil
  }

  /// Whether the keys of a row, or the columns of a table, are those of what a model is given.
  func isRow(_ keys: Set<String>, at place: Place) -> Bool {
    if place.isForTests {
      if !keys.isDisjoint(with: asked), place.isTestData || !keys.isDisjoint(with: expected) {
        return true
      }
      if !keys.isDisjoint(with: inputs), !keys.isDisjoint(with: surelyExpected) { return true }
    }
    return place.isForTraining && training.contains { $0.allSatisfy(keys.contains) }
  }

  private func rows(of root: DocumentNode) -> [DocumentNode] {
    let own = root.items.filter(\.isMapping)
    // Several sets in one file, each with rows of its own.
    if let inner = own.first, inner["name"] != nil, let rows = inner["data"]?.items, !rows.isEmpty {
      return rows.filter(\.isMapping)
    }
    if !own.isEmpty { return own }
    for key in lists {
      let rows = (root[key]?.items ?? []).filter(\.isMapping)
      if !rows.isEmpty { return rows }
    }
    return []
  }
}
