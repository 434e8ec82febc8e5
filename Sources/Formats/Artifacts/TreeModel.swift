/// Models of gradient-boosted trees in their libraries' own formats.
enum TreeModel {
  private static let lightGBM = Array("tree\nversion=v".utf8)
  private static let catBoost = Array("CBM1".utf8)
  private static let xgboostText = Array("{\"learner\":{".utf8)
  /// UBJSON: an object whose first key, of seven bytes, is `learner`.
  private static let xgboostBinary =
    Array("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + Array("learner".utf8)
  private static let oldXGBoost = Array("binf".utf8)

  static func format(_ head: [UInt8], size: Int) -> ArtifactFormat? {
    if head.starts(with: lightGBM) { return .lightgbm }
    if head.starts(with: catBoost), statesSize(head) { return .catboost }
    if head.starts(with: xgboostBinary) || head.starts(with: oldXGBoost) && size > 136 {
      return .xgboost
    }
    guard head.first == xgboostText.first else { return nil }
    return head.prefix(64).filter { $0 > 0x20 }.starts(with: xgboostText) ? .xgboost : nil
  }

  /// After its magic, CatBoost states the size of its core, a FlatBuffer that starts with an offset.
  private static func statesSize(_ head: [UInt8]) -> Bool {
    guard head.count >= 12 else { return false }
    let core = head[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let root = head[8..<12].reversed().reduce(0) { $0 << 8 | Int($1) }
    return core > root && core % 4 == 0 && root < 1 << 16
  }

  static func read(
    _ source: any ByteSource, head: [UInt8], into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    switch header.format {
    case .lightgbm:
      let line = head.dropFirst(lightGBM.count - 1).prefix { $0 > 0x20 }
      header.version = String(decoding: line, as: UTF8.self)
      header.producer = "lightgbm"
      let objective = lines(head).first { $0.hasPrefix("objective=") }
      header.architecture = objective.map { String($0.dropFirst("objective=".count).prefix(64)) }
    case .catboost:
      header.producer = "catboost"
      let core = head[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard 8 + core <= source.size else { throw .truncated(expected: 8 + core) }
    default: try readXGBoost(source, head, into: &header)
    }
  }

  private static func lines(_ head: [UInt8]) -> [Substring] {
    String(decoding: head, as: UTF8.self).split(separator: "\n")
  }

  /// The version ends the document.
  private static func readXGBoost(
    _ source: any ByteSource, _ head: [UInt8], into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    header.producer = "xgboost"
    if head.starts(with: oldXGBoost) { return }
    let tail = try source.read(at: max(0, source.size - 64), count: 64)
    guard let start = tail.indices.last(where: { tail[$0...].starts(with: Array("version".utf8)) })
    else {
      guard tail.last(where: { $0 > 0x20 }) == UInt8(ascii: "}") else {
        throw .truncated(expected: source.size + 1)
      }
      throw .unrelated
    }
    guard head[0] == UInt8(ascii: "{"), head[1] != UInt8(ascii: "L") else { return }
    let text = String(decoding: tail[start...], as: UTF8.self)
    let parts = text.split { !$0.isNumber }
    guard parts.count == 3 else { throw .unrelated }
    header.producer = "xgboost \(parts.joined(separator: "."))"
  }
}
