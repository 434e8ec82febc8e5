/// What the name of a variable, key or parameter says of what it holds.
struct NameSense: OptionSet, Sendable {
  let rawValue: UInt8

  /// The text of a prompt.
  static let prompt = NameSense(rawValue: 1)
  /// Surely the text of a prompt, whoever takes it.
  static let promptKey = NameSense(rawValue: 2)
  /// The name of a model.
  static let model = NameSense(rawValue: 4)
  /// An address.
  static let address = NameSense(rawValue: 8)
  /// The path of a file that holds a model.
  static let artifactPath = NameSense(rawValue: 16)
  /// Tools by their names.
  static let toolSet = NameSense(rawValue: 32)
  /// The name of something that a known maker of models has on a hub: `thenlper/gte-base`.
  static let hub = NameSense(rawValue: 64)
  /// The name of an index that a store of vectors keeps: `qdrant_collection`.
  static let index = NameSense(rawValue: 128)
}
