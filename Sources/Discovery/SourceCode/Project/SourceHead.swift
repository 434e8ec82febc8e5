import Formats

/// What of a source file decides which others it is to be read with: small, as it is read in every scan.
struct SourceHead: Equatable {
  /// An import, as far as it leads to other files.
  struct Reference: Equatable {
    let level: Int
    let module: String
    let name: String?
  }

  let family: SourceFamily
  /// Whether the file itself uses AI; others matter for what they define.
  let isRelevant: Bool
  let isNotebook: Bool
  /// Whether it may define a server: whether that is the only one of its project, its other files say.
  let mayServe: Bool
  /// Whether it imports what learns, and what reads data.
  let learns: Bool
  let readsData: Bool
  /// Of languages whose imports name files.
  let references: [Reference]
  /// Names of source files in the texts of a file that itself uses AI: it may start them.
  let mentions: [String]

  private static let mark: UInt8 = 0x53
  private static let relevant: UInt8 = 1
  private static let notebook: UInt8 = 2
  private static let server: UInt8 = 4
  private static let learning: UInt8 = 8
  private static let data: UInt8 = 16

  init(
    _ fragment: SourceFragment, mayServe: Bool = false, learns: Bool = false,
    readsData: Bool = false
  ) {
    self.mayServe = mayServe
    self.learns = learns
    self.readsData = readsData
    let outline = fragment.outline
    family = SourceFamily(outline.language)
    isRelevant = fragment.isRelevant
    isNotebook = fragment.cells != nil
    references =
      family.importsFiles
      ? outline.imports.map { Reference(level: $0.level, module: $0.module, name: $0.name) } : []
    mentions = isRelevant ? Self.mentions(in: outline) : []
  }

  private static func mentions(in outline: SourceOutline) -> [String] {
    var names: Set<String> = []
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .string,
        outline.withBytes(of: node, mayName),
        let text = outline.text(node)
      else { continue }
      for word in text.split(separator: " ") {
        let name = word.split(separator: "/").last ?? word
        guard let dot = name.lastIndex(of: "."),
          SourceLanguage(fileExtension: name[name.index(after: dot)...].lowercased()) != nil
        else { continue }
        names.insert(String(name))
      }
    }
    return names.sorted()
  }

  /// Whether a word of a text may be the name of a file: it goes on after its last dot.
  private static func mayName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (4...256).contains(bytes.count) else { return false }
    var goesOn = false
    for byte in bytes.reversed() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "/"): goesOn = false
      case UInt8(ascii: "."):
        if goesOn { return true }
      default: goesOn = true
      }
    }
    return false
  }

  /// As bytes: a mark, the family, what it is, the references, the mentions.
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.byte(Self.mark)
    writer.byte(
      (isRelevant ? Self.relevant : 0) | (isNotebook ? Self.notebook : 0)
        | (mayServe ? Self.server : 0) | (learns ? Self.learning : 0)
        | (readsData ? Self.data : 0))
    writer.number(SourceFamily.allCases.firstIndex(of: family) ?? 0)
    writer.number(references.count)
    for reference in references {
      writer.signed(reference.level)
      writer.counted(reference.module.utf8)
      writer.byte(reference.name == nil ? 0 : 1)
      if let name = reference.name { writer.counted(name.utf8) }
    }
    writer.number(mentions.count)
    for mention in mentions { writer.counted(mention.utf8) }
    return writer.bytes
  }

  /// Whether bytes are the head of a file that itself uses AI, without reading it.
  static func isRelevant(_ bytes: [UInt8]) -> Bool {
    bytes.count > 1 && bytes[0] == mark && bytes[1] & relevant != 0
  }

  /// Nil where the bytes are no head.
  init?(encoded bytes: [UInt8]) {
    guard bytes.first == Self.mark else { return nil }
    var reader = ByteReader(bytes, in: 1..<bytes.count)
    do throws(ByteReader.Damage) {
      let flags = try reader.byte()
      isRelevant = flags & Self.relevant != 0
      isNotebook = flags & Self.notebook != 0
      mayServe = flags & Self.server != 0
      learns = flags & Self.learning != 0
      readsData = flags & Self.data != 0
      let number = Int(clamping: try reader.number())
      guard SourceFamily.allCases.indices.contains(number) else { return nil }
      family = SourceFamily.allCases[number]
      var references: [Reference] = []
      for _ in 0..<(try reader.count()) {
        references.append(
          Reference(
            level: try reader.signed(), module: try reader.text(),
            name: try reader.byte() == 1 ? try reader.text() : nil))
      }
      self.references = references
      var mentions: [String] = []
      for _ in 0..<(try reader.count()) { mentions.append(try reader.text()) }
      self.mentions = mentions
    } catch {
      return nil
    }
  }
}

extension SourceFamily {
  /// Whether imports name files; elsewhere names are known without.
  var importsFiles: Bool { self == .python || self == .script }
  /// Whether imports name types, those of the repository's own among them.
  var importsTypes: Bool { [.java, .kotlin, .scala].contains(self) }
}
