import Formats

/// The names of files of rows that code reads, where it learns from them, searches them or tests with them.
struct DataMentions {
  /// In small letters, without their folders.
  private(set) var names: Set<String> = []

  private static let nameLimit = 200
  private static let longestName = 120
  private static let longestLine = 4000

  init(in bytes: [UInt8], _ facts: DataTableFacts) {
    let marks = facts.marks
    // Most code names no such file: what is dear comes last.
    let ends = bytes.withUnsafeBufferPointer { Self.ends(of: marks, in: $0) }
    guard !ends.isEmpty, Self.imports(bytes, facts.modules) else { return }
    for (end, length) in ends {
      guard names.count < Self.nameLimit else { return }
      let name = bytes[..<end].suffix(Self.longestName).reversed().prefix(while: Self.isOfName)
      // `.csv` alone is an ending.
      guard name.count > length, reads(bytes, around: end, facts) else { continue }
      names.insert(String(decoding: name.reversed(), as: UTF8.self).lowercased())
    }
  }

  /// Where names end, before the quote that closes a text, or the backslash before one in a notebook.
  private static func ends(
    of marks: [[UInt8]], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [(end: Int, length: Int)] {
    var found: [(end: Int, length: Int)] = []
    for index in bytes.indices where bytes[index] == 0x2E {
      for mark in marks {
        let end = index + mark.count
        guard end < bytes.count, [0x22, 0x27, 0x5C, 0x60].contains(bytes[end]),
          bytes[index..<end].elementsEqual(mark)
        else { continue }
        found.append((end, mark.count))
      }
    }
    return found
  }

  /// Whether the line around a place reads a file, and writes none.
  private func reads(_ bytes: [UInt8], around place: Int, _ facts: DataTableFacts) -> Bool {
    let start = bytes[..<place].suffix(Self.longestLine).lastIndex(of: 0x0A).map { $0 + 1 }
    let end = bytes[place...].prefix(Self.longestLine).firstIndex(of: 0x0A)
    guard let start = start ?? (place < Self.longestLine ? 0 : nil),
      let end = end ?? (bytes.count - place < Self.longestLine ? bytes.count : nil)
    else { return false }
    let line = bytes[start..<end]
    return facts.readers.contains(where: line.contains)
      && !facts.writers.contains(where: line.contains)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    default: "-_. ".utf8.contains(byte)
    }
  }

  /// Whether one of the modules is imported: `import torch`, `from sklearn.svm import SVC`.
  private static func imports(_ bytes: [UInt8], _ modules: Set<String>) -> Bool {
    let words = ["import ", "from "].map { Array($0.utf8) }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices {
        guard let word = words.first(where: { $0[0] == bytes[index] }),
          index == 0 || !isOfModule(bytes[index - 1]),
          bytes[index...].prefix(word.count).elementsEqual(word)
        else { continue }
        let name = bytes[(index + word.count)...].prefix(80).prefix(while: isOfModule)
        let path = String(decoding: name, as: UTF8.self)
        if modules.contains(path) || modules.contains(String(path.prefix { $0 != "." })) {
          return true
        }
      }
      return false
    }
  }

  private static func isOfModule(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2E || (0x30...0x39).contains(byte)
      || (0x61...0x7A).contains(byte | 0x20)
  }
}
