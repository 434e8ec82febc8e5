/// A model that PyTorch saved: a zip archive of a pickle and its storages, with code where it is
/// TorchScript. https://pytorch.org/docs/stable/notes/serialization.html
struct TorchArchive {
  private let zip: ZipDirectory
  private let root: String
  private let pickle: ZipDirectory.Entry

  /// Nil where the archive is none of PyTorch's.
  init?(_ zip: ZipDirectory) {
    guard let pickle = zip.entries.last(where: { Self.root(of: $0.name) != nil }),
      let root = Self.root(of: pickle.name)
    else { return nil }
    let marks = ["version", "byteorder", "constants.pkl", ".format_version", "bytecode.pkl"]
      .map { root + $0 }
    guard
      zip.entries.contains(where: { marks.contains($0.name) || $0.name.hasPrefix(root + "data/") })
    else { return nil }
    self.zip = zip
    self.root = root
    self.pickle = pickle
  }

  /// The folder of `data.pkl`, one deep or none; nil for another name.
  static func root(of name: String) -> String? {
    guard name.hasSuffix("data.pkl") else { return nil }
    let root = name.dropLast("data.pkl".count)
    guard root.isEmpty || (root.hasSuffix("/") && !root.dropLast().contains("/")) else {
      return nil
    }
    return String(root)
  }

  var isScript: Bool {
    zip.entries.contains { $0.name == root + "constants.pkl" || $0.name.hasPrefix(root + "code/") }
  }

  func read(into header: inout ArtifactHeader) throws(ArtifactError) {
    header.producer = "pytorch"
    for name in ["version", ".data/version"] {
      guard let entry = zip.entries.last(where: { $0.name == root + name }) else { continue }
      let text = try zip.open(entry).read(at: 0, count: 16)
      header.version = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
        .first.map(String.init)
    }
    var walk = PickleWalk(ByteCursor(try zip.open(pickle)), WorkBudget())
    defer { walk.summary.describe(in: &header) }
    do {
      try walk.run()
    } catch .truncated {
      throw .malformed("\(pickle.name) is cut short")
    }
  }
}
