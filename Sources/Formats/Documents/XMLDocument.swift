/// Reads a small XML document, such as a build file. Document types and entities of their own are
/// refused: nothing is fetched and nothing expands.
public struct XMLDocument {
  private let bytes: [UInt8]
  private let limits: DocumentLimits
  private var index = 0
  private var line = 1
  private var open: [XMLElement] = []
  private var text: [[UInt8]] = []
  private var nodes = 0

  public static func parse(
    _ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentError) -> XMLElement {
    var document = XMLDocument(TextDecoding.utf8(bytes), limits)
    return try document.root()
  }

  private init(_ bytes: [UInt8], _ limits: DocumentLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func root() throws(DocumentError) -> XMLElement {
    var root: XMLElement?
    while index < bytes.count {
      guard bytes[index] == 0x3C else {
        try characters()
        continue
      }
      if has("<!--") {
        try skip(past: "-->")
      } else if has("<![CDATA[") {
        index += 9
        let start = index
        try skip(past: "]]>")
        if !text.isEmpty { text[text.count - 1] += bytes[start..<(index - 3)] }
      } else if has("<?") {
        try skip(past: "?>")
      } else if has("<!") {
        throw .syntax(line: line, "document types and entities are not read")
      } else if has("</") {
        let element = try endTag()
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
      } else {
        guard root == nil else { throw .syntax(line: line, "a second root element") }
        if let element = try startTag() {
          if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
        }
      }
    }
    guard let root, open.isEmpty else { throw .syntax(line: line, "ends too early") }
    return root
  }

  /// Reads a start tag; gives the element where the tag also ends it.
  private mutating func startTag() throws(DocumentError) -> XMLElement? {
    index += 1
    nodes += 1
    guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
    guard open.count < limits.depth else { throw .tooDeep(line: line, limit: limits.depth) }
    var element = XMLElement(name: try name(), line: line)
    while true {
      skipSpace()
      guard index < bytes.count else { throw .syntax(line: line, "ends inside a tag") }
      if bytes[index] == 0x3E {
        index += 1
        open.append(element)
        text.append([])
        return nil
      }
      if has("/>") {
        index += 2
        return element
      }
      nodes += 1
      guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
      let attribute = try name()
      skipSpace()
      guard index < bytes.count, bytes[index] == Byte.equals else {
        throw .syntax(line: line, "attribute '\(attribute)' without a value")
      }
      index += 1
      skipSpace()
      element.attributes[attribute] = try quoted()
    }
  }

  private mutating func endTag() throws(DocumentError) -> XMLElement {
    index += 2
    let name = try name()
    skipSpace()
    guard index < bytes.count, bytes[index] == 0x3E else {
      throw .syntax(line: line, "malformed end tag")
    }
    index += 1
    guard var element = open.popLast(), element.name == name else {
      throw .syntax(line: line, "end tag '\(name)' without its start")
    }
    let content = text.popLast() ?? []
    element.text = String(decoding: trimmed(content[...]), as: UTF8.self)
    return element
  }

  private mutating func characters() throws(DocumentError) {
    var content: [UInt8] = []
    while index < bytes.count, bytes[index] != 0x3C {
      if bytes[index] == 0x26 {
        content += try reference()
      } else {
        if bytes[index] == 0x0A { line += 1 }
        content.append(bytes[index])
        index += 1
      }
    }
    if !text.isEmpty {
      text[text.count - 1] += content
    } else if !trimmed(content[...]).isEmpty {
      throw .syntax(line: line, "text outside the root element")
    }
  }

  private mutating func quoted() throws(DocumentError) -> String {
    guard index < bytes.count, bytes[index] == Byte.quote || bytes[index] == Byte.apostrophe else {
      throw .syntax(line: line, "attribute value without quotes")
    }
    let quote = bytes[index]
    let start = line
    index += 1
    var content: [UInt8] = []
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == 0x26 {
        content += try reference()
      } else {
        if bytes[index] == 0x0A { line += 1 }
        content.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { throw .syntax(line: start, "attribute without an end") }
    index += 1
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func reference() throws(DocumentError) -> [UInt8] {
    guard let end = bytes[index...].prefix(12).firstIndex(of: 0x3B) else {
      throw .syntax(line: line, "malformed reference")
    }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    index = end + 1
    switch name {
    case "lt": return [0x3C]
    case "gt": return [0x3E]
    case "amp": return [0x26]
    case "quot": return [0x22]
    case "apos": return [0x27]
    default:
      let code =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      guard let code, let scalar = UnicodeScalar(code) else {
        throw .syntax(line: line, "entity '&\(name);' is not read")
      }
      return Array(String(Character(scalar)).utf8)
    }
  }

  private mutating func name() throws(DocumentError) -> String {
    let start = index
    while index < bytes.count,
      Byte.isIdentifier(bytes[index]) || [0x2D, 0x2E, 0x3A].contains(bytes[index])
    { index += 1 }
    guard index > start else { throw .syntax(line: line, "a name is missing") }
    let name = bytes[start..<index]
    let local = name.lastIndex(of: Byte.colon).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self)
  }

  private mutating func skip(past mark: StaticString) throws(DocumentError) {
    let start = line
    while index < bytes.count {
      if has(mark) {
        index += mark.utf8CodeUnitCount
        return
      }
      if bytes[index] == 0x0A { line += 1 }
      index += 1
    }
    throw .syntax(line: start, "ends too early")
  }

  private mutating func skipSpace() {
    while index < bytes.count, isSpace(bytes[index]) {
      if bytes[index] == 0x0A { line += 1 }
      index += 1
    }
  }

  private func has(_ mark: StaticString) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != mark.utf8Start[offset] { return false }
    return true
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return bytes
  }
}
