/// Models described in XML, told by their first element: PMML and OpenVINO.
enum MarkupModel {
  static func format(_ head: [UInt8]) -> ArtifactFormat? {
    guard let tag = firstTag(head) else { return nil }
    if tag.hasPrefix("PMML "), tag.contains("dmg.org/PMML") { return .pmml }
    let text = String(decoding: head, as: UTF8.self)
    let isNet = tag.hasPrefix("net ") && tag.contains("version=\"") && text.contains("<layers>")
    return isNet ? .openVINO : nil
  }

  static func read(_ head: [UInt8], into header: inout ArtifactHeader) {
    guard let tag = firstTag(head) else { return }
    header.version = attribute("version", in: tag)
    if header.format == .openVINO {
      header.producer = "openvino"
      return
    }
    let text = String(decoding: head, as: UTF8.self)
    guard let start = text.firstRange(of: "<Application ")?.upperBound else { return }
    header.producer = attribute("name", in: text[start...].prefix { $0 != ">" })
  }

  /// The first element behind declarations and comments, without its brackets.
  private static func firstTag(_ head: [UInt8]) -> Substring? {
    guard let first = head.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") || first == 0xEF
    else { return nil }
    var rest = String(decoding: head, as: UTF8.self)[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[start...].dropFirst()
      if rest.hasPrefix("!--") {
        guard let end = rest.firstRange(of: "-->") else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.first != "?", rest.first != "!" {
        return rest.prefix { $0 != ">" }
      }
    }
    return nil
  }

  private static func attribute(_ name: String, in tag: Substring) -> String? {
    guard let start = tag.firstRange(of: "\(name)=\"")?.upperBound else { return nil }
    return String(tag[start...].prefix { $0 != "\"" }.prefix(64))
  }
}
