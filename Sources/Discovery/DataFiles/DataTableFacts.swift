import Catalog
import Formats

/// Which files of rows may be data sets by what stands around them: `tables` of `Catalog/data-files.yaml`.
struct DataTableFacts: Sendable {
  private let endings: Set<String>
  /// Folders whose tables are data sets, where a project beside them learns.
  private let folders: Set<String>
  /// Those that hold nothing but data sets, lists of one column too.
  private let setFolders: Set<String>
  private let otherFolders: Set<String>
  private let resultWords: Set<String>
  /// Words of the names of lists in JSON that indexes are filled from.
  private let listWords: Set<String>
  let packages: Set<String>
  /// Modules of code that learns from what it reads, searches it or tests with it.
  let modules: Set<String>
  let readers: [[UInt8]]
  let writers: [[UInt8]]
  let codeEndings: Set<String>

  init(_ root: DocumentNode?) {
    func list(_ key: String) -> [String] { root?[key]?.scalars ?? [] }
    endings = Set(list("endings"))
    marks = (list("endings") + ["json"]).map { Array(".\($0)".utf8) }
    (folders, otherFolders) = (Set(list("folders")), Set(list("other_folders")))
    setFolders = Set(list("set_folders"))
    (resultWords, listWords) = (Set(list("result_words")), Set(list("list_words")))
    (packages, modules) = (Set(list("packages")), Set(list("modules")))
    readers = list("readers").map { Array($0.utf8) }
    writers = list("writers").map { Array($0.utf8) }
    codeEndings = Set(list("code"))
  }

  /// Endings of files of rows, with their dots.
  let marks: [[UInt8]]

  /// Whether a file may be a data set by its name.
  func mayBe(_ entry: FileEntry) -> Bool {
    let isTable = endings.contains(entry.fileExtension)
    guard isTable || entry.fileExtension == "json", entry.size > 8,
      entry.isBinary == ["parquet", "feather"].contains(entry.fileExtension)
    else { return false }
    let words = Set(NameWords.texts(of: entry.name))
    guard resultWords.isDisjoint(with: words),
      !entry.pathInRepository.lowercased().split(separator: "/").dropLast()
        .contains(where: { otherFolders.contains(String($0)) || $0.hasPrefix(".") })
    else { return false }
    return isTable
      ? entry.isBinary || hasColumns(entry) : !words.isDisjoint(with: listWords) && isList(entry)
  }

  /// Whether it lies in a folder of data.
  func isInFolder(_ path: some StringProtocol) -> Bool {
    path.lowercased().split(separator: "/").dropLast().suffix(3)
      .contains { folders.contains(String($0)) || setFolders.contains(String($0)) }
  }

  /// Whether the first line has columns, or is a record of its own.
  private func hasColumns(_ entry: FileEntry) -> Bool {
    if ["jsonl", "ndjson"].contains(entry.fileExtension) { return entry.head.first == 0x7B }
    if entry.fileExtension == "arff" { return true }
    let line = entry.head.prefix { $0 != 0x0A }
    guard line.count < entry.head.count else { return false }
    return line.contains { ",;\t|".utf8.contains($0) }
      || entry.parent.map { setFolders.contains($0.lowercased()) } == true
  }

  private func isList(_ entry: FileEntry) -> Bool {
    let start = entry.head.filter { $0 > 0x20 }.prefix(2)
    return start.elementsEqual("[{".utf8)
  }
}
