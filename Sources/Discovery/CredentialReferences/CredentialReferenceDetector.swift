public import Catalog
public import Estate
import Formats
public import Matching

/// Finds where programs and settings name the secrets of AI services: variables that they read or set. A name is
/// no leak, and no value is looked at.
public struct CredentialReferenceDetector: Detector {
  public let name = "credential-references"
  public let collects: Set<RelationKind> = [.authenticatesAs]
  public let patterns: [Pattern]

  private let names: SecretNames
  private let manners: FileManners
  private let variableFiles: EnvFileNames
  private let providers: ProviderCatalog
  private let scopes: PathScopes

  /// Most references of a file that are recorded.
  private static let limit = 1000
  /// Longest line that is read, in bytes: longer ones are of programs for programs.
  private static let lineLimit = 2000

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    providers = try ProviderCatalog(knowledge)
    names = try SecretNames(knowledge, providers: providers)
    manners = try FileManners(knowledge)
    variableFiles = try EnvFileNames(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    patterns = names.signs.map(\.pattern)
  }

  /// A variable that is named at a place.
  private struct Reference: Hashable {
    let name: String
    let service: String?
    let line: Int
    let cell: Int?
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let manner = manners.manner(of: file.entry)
    let scope = scopes.scope(of: file.entry.pathInRepository)
    guard manner != .prose || file.entry.notebookFormat != nil, scope != "vendored",
      scope != "generated", !file.hits.isEmpty
    else { return }
    var references: [Reference]
    if let notebook = try file.notebook(&record) {
      references = self.references(in: notebook, words: try words(of: file))
    } else {
      references = try self.references(in: file, manner: manner)
    }
    if references.count > Self.limit {
      record.skipped("names secrets too often: only the first places are recorded")
      references = Array(references.prefix(Self.limit))
    }
    for reference in references { self.record(reference, file.entry, scope, &record) }
  }

  private func references(
    in file: InspectedFile, manner: FileManner
  ) throws(Unreadable) -> [Reference] {
    let bytes = try file.contents()
    let lines = LineIndex(bytes)
    let isEnvironment = variableFiles.match(file.entry)
    var found: [Reference] = []
    var uncertain: [Reference] = []
    var seen: Set<Reference> = []
    var (isSettingsClass, isOfAI) = (false, false)
    for hit in file.hits {
      let sign = names.signs[hit.pattern].sign
      if sign == .settingsClass {
        isSettingsClass = file.entry.fileExtension == "py"
        continue
      }
      if sign == .context {
        isOfAI = isOfAI || manner.isCode
        continue
      }
      if sign == .heldBy {
        if let reference = held(bytes, after: hit.end, lines), seen.insert(reference).inserted {
          found.append(reference)
        }
        continue
      }
      if sign == .inOtherLetters {
        guard let (reference, isSure) = inOtherLetters(bytes, from: hit.end, lines, manner),
          seen.insert(reference).inserted
        else { continue }
        if isSure { found.append(reference) } else { uncertain.append(reference) }
        continue
      }
      if sign == .property {
        if let reference = property(bytes, endingAt: hit.end, lines, file.entry),
          seen.insert(reference).inserted
        {
          found.append(reference)
        }
        continue
      }
      let isUncertain =
        switch sign {
        case .besideOthers, .readBesideOthers: manner.isCode
        case .setBesideOthers: isEnvironment
        default: false
        }
      // The sign behind the name is part of the pattern.
      var end = [.besideOthers, .setBesideOthers].contains(sign) ? hit.end - 1 : hit.end
      if sign == .suffixed { end = Self.wordEnd(in: bytes, from: end) }
      guard let word = Self.word(in: bytes, endingAt: end), let name = Self.text(bytes[word]),
        let line = Self.line(in: bytes, around: word)
      else { continue }
      guard
        VariableMention(
          line: bytes[line], word: word, manner: manner, holders: names.holders
        ).isReference
      else {
        continue
      }
      let number = lines.line(at: word.lowerBound)
      if let secret = names.secret(named: name) {
        let reference = Reference(name: name, service: secret.service, line: number, cell: nil)
        if seen.insert(reference).inserted { found.append(reference) }
      } else if isUncertain, names.isSecret(besideOthers: name) {
        let reference = Reference(name: name, service: nil, line: number, cell: nil)
        if seen.insert(reference).inserted { uncertain.append(reference) }
      }
    }
    if isSettingsClass {
      let known = Set(found.map(\.line))
      for field in SettingsFields.read(bytes) where !known.contains(field.line) {
        guard let secret = names.secret(named: field.variable) else { continue }
        found.append(
          Reference(name: field.variable, service: secret.service, line: field.line, cell: nil))
      }
    }
    return found.isEmpty && !isOfAI ? [] : (found + uncertain).sorted { $0.line < $1.line }
  }

  /// The name of a variable that is the value of a key: `api_key_env_var: "SHOP_GATE_KEY"`.
  private func held(_ bytes: [UInt8], after end: Int, _ lines: LineIndex) -> Reference? {
    var index = end
    // What is left of the key: `_var`, `_name`.
    let rest = bytes[end...].prefix(8).prefix { $0 == 0x5F || (0x61...0x7A).contains($0 | 0x20) }
    index += rest.count
    guard rest.isEmpty || ["_var", "_name", "_key", "Var", "Name"].contains(Self.text(rest) ?? "")
    else { return nil }
    var hasSign = false
    for _ in 0..<6 where index < bytes.count {
      let byte = bytes[index]
      if byte == 0x3A || byte == 0x3D { hasSign = true }
      guard byte == 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x3A || byte == 0x3D else {
        break
      }
      index += 1
    }
    let stop = Self.wordEnd(in: bytes, from: index)
    guard hasSign, stop > index, let word = Self.word(in: bytes, endingAt: stop),
      word.lowerBound == index, let name = Self.text(bytes[word]),
      let line = Self.line(in: bytes, around: word), !Self.isComment(bytes[line])
    else { return nil }
    let secret = names.secret(named: name)
    guard secret != nil || names.isSecret(heldBy: name) else { return nil }
    return Reference(
      name: name, service: secret?.service, line: lines.line(at: word.lowerBound), cell: nil)
  }

  /// A variable that code reads by a name in other letters than is usual: `os.getenv('qdrantApiKey')`,
  /// `config["AzureOpenAI:ApiKey"]`.
  ///
  /// - Parameter start: where the name begins, or the quote before it.
  /// - Returns: the variable, and whether its name says that it is one of AI use.
  private func inOtherLetters(
    _ bytes: [UInt8], from start: Int, _ lines: LineIndex, _ manner: FileManner
  ) -> (Reference, isSure: Bool)? {
    var start = start
    if start < bytes.count, bytes[start] == 0x22 || bytes[start] == 0x27 { start += 1 }
    let word = bytes[start...].prefix(SecretNames.lengthLimit + 1).prefix { byte in
      byte == 0x5F || byte == 0x3A || Self.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    guard manner.isCode, word.contains(where: { (0x61...0x7A).contains($0) }),
      let name = Self.text(word),
      let line = Self.line(in: bytes, around: word.startIndex..<word.endIndex),
      !Self.isComment(bytes[line])
    else { return nil }
    let secret = names.secret(inOtherLetters: name)
    guard secret != nil || names.isPlainKey(name) else { return nil }
    let reference = Reference(
      name: name, service: secret?.service, line: lines.line(at: start), cell: nil)
    return (reference, secret != nil)
  }

  /// The property that code of Java and its like is given: `@Value("${spring.ai.openai.api-key}")`.
  private func property(
    _ bytes: [UInt8], endingAt end: Int, _ lines: LineIndex, _ entry: FileEntry
  ) -> Reference? {
    guard ["java", "kt", "kts", "scala", "groovy"].contains(entry.fileExtension), end > 3,
      let start = bytes[..<end].lastIndex(of: 0x7B),
      let line = Self.line(in: bytes, around: start..<end), !Self.isComment(bytes[line]),
      let name = Self.text(bytes[(start + 1)..<(end - 1)]),
      let secret = names.secret(property: name)
    else { return nil }
    return Reference(name: name, service: secret.service, line: lines.line(at: start), cell: nil)
  }

  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    let start = line.drop { $0 <= 0x20 }
    return start.first == 0x23 || start.first == 0x3B || start.starts(with: "//".utf8)
  }

  /// Where the word of capitals, digits and underlines ends that a place is within.
  private static func wordEnd(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start <= SecretNames.lengthLimit,
      (0x41...0x5A).contains(bytes[end]) || bytes[end] == 0x5F || isDigit(bytes[end])
    {
      end += 1
    }
    return end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The names that the file holds anywhere.
  private func words(of file: InspectedFile) throws(Unreadable) -> Set<String> {
    let bytes = try file.contents()
    return Set(
      file.hits.compactMap { hit in
        guard names.signs[hit.pattern].sign == .name,
          let word = Self.word(in: bytes, endingAt: hit.end)
        else { return nil }
        return Self.text(bytes[word])
      }.filter { names.secret(named: $0) != nil })
  }

  private func references(in notebook: InspectedNotebook, words: Set<String>) -> [Reference] {
    var found: [Reference] = []
    func look(_ text: [UInt8], _ manner: FileManner, _ place: (Int) -> (line: Int, cell: Int?)) {
      let lines = LineIndex(text)
      for name in words.sorted() {
        var rest = text[...]
        while let range = rest.firstRange(of: Array(name.utf8)) {
          rest = text[range.upperBound...]
          guard Self.word(in: text, endingAt: range.upperBound) == range,
            let line = Self.line(in: text, around: range),
            VariableMention(
              line: text[line], word: range, manner: manner, holders: names.holders
            ).isReference
          else { continue }
          let (number, cell) = place(lines.line(at: range.lowerBound))
          let reference = Reference(
            name: name, service: names.secret(named: name)?.service, line: number, cell: cell)
          if found.last != reference { found.append(reference) }
        }
      }
    }
    let code = notebook.code
    look(code.text, code.language == .python || code.language == nil ? .hash : .slash) { line in
      guard let start = code.starts.last(where: { $0.line <= line }) else { return (line, nil) }
      return (start.reported + line - start.line, start.cell > 0 ? start.cell : nil)
    }
    for command in code.commands + code.magics {
      // `%env NAME=value`
      let text = command.text.hasPrefix("env ") ? command.text.dropFirst(4) : command.text[...]
      look(Array(text.utf8), .shell) { _ in
        (command.line, command.cell > 0 ? command.cell : nil)
      }
    }
    return found.sorted { ($0.cell ?? 0, $0.line, $0.name) < ($1.cell ?? 0, $1.line, $1.name) }
  }

  /// The word of capitals, digits and underlines that ends there.
  private static func word(in bytes: [UInt8], endingAt end: Int) -> Range<Int>? {
    func isPart(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || byte == 0x5F || isDigit(byte)
    }
    guard end > 0, end <= bytes.count else { return nil }
    if end < bytes.count, isPart(bytes[end]) || (0x61...0x7A).contains(bytes[end]) { return nil }
    var start = end
    while start > 0, isPart(bytes[start - 1]), end - start <= SecretNames.lengthLimit { start -= 1 }
    guard start < end, end - start <= SecretNames.lengthLimit, !isDigit(bytes[start]),
      start == 0 || !(0x61...0x7A).contains(bytes[start - 1])
    else { return nil }
    return start..<end
  }

  private static func line(in bytes: [UInt8], around word: Range<Int>) -> Range<Int>? {
    var (start, end) = (word.lowerBound, word.upperBound)
    while start > 0, bytes[start - 1] != 0x0A, end - start <= lineLimit { start -= 1 }
    while end < bytes.count, bytes[end] != 0x0A, end - start <= lineLimit { end += 1 }
    return end - start <= lineLimit ? start..<end : nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private func record(
    _ reference: Reference, _ entry: FileEntry, _ scope: String, _ record: inout Recorder
  ) {
    let confidence = scope == "product" ? 0.9 : 0.7
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    var properties: [String: Value] = [
      "type": "environment-variable", "leaked": false, "state": "unknown", "scope": .text(scope),
    ]
    if let service = reference.service { properties["provider"] = .text(service) }
    let id = record.asset(
      AssetID(.credential, "env", "\(entry.repository.native)#\(reference.name)"), .credential,
      name: reference.name, properties: properties, line: reference.line, cell: reference.cell,
      confidence: confidence)
    record.relation(
      .contains, from: entry.repository.id, to: id, line: reference.line, cell: reference.cell,
      confidence: confidence)
    guard let provider = reference.service.flatMap({ providers[$0] }) else { return }
    record.asset(
      provider.id, provider.kind, name: provider.name,
      properties: provider.properties(credential: reference.name), line: reference.line,
      cell: reference.cell, confidence: confidence)
    record.relation(
      .authenticatesAs, from: id, to: provider.id, basis: .inferred, line: reference.line,
      cell: reference.cell, confidence: confidence)
  }
}
