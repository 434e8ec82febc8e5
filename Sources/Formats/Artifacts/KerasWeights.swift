/// A model or weights that Keras keeps in HDF5.
struct KerasWeights {
  private static let deepestGroup = 64

  private(set) var tally = TensorTally()
  /// Attributes of the root and of `model_weights` that are texts.
  private(set) var attributes: [String: [UInt8]] = [:]
  private var attributeNames: Set<String> = []
  private var rootNames: Set<String> = []
  private var hasVariables = false

  fileprivate init(_ file: HDF5File) throws(ArtifactError) {
    let root = try HDF5Object(file, at: file.root)
    try take(attributesOf: root)
    let links = try HDF5Group.links(of: root)
    rootNames = Set(links.map(\.name))
    if let weights = links.first(where: { $0.name == "model_weights" }) {
      let group = try HDF5Object(file, at: weights.address)
      try take(attributesOf: group)
    }
    var seen: Set<Int> = [file.root]
    for link in links where !link.name.hasPrefix("optimizer") {
      try visit(file, link, parent: "", depth: 1, &seen)
    }
  }

  /// Whether the file carries what Keras writes, so that it is no mere table of numbers.
  var isModel: Bool {
    let marks: Set<String> = ["model_config", "keras_version", "layer_names"]
    return !attributeNames.isDisjoint(with: marks) || rootNames.contains("model_weights")
      || (hasVariables
        && !rootNames.isDisjoint(with: ["layers", "_layer_checkpoint_dependencies"]))
  }

  private mutating func take(attributesOf object: HDF5Object) throws(ArtifactError) {
    for message in object.messages where message.type == HDF5Object.attribute {
      guard
        let attribute = try HDF5Attribute(
          object.file, message.range, wanted: ["model_config", "keras_version"])
      else { continue }
      attributeNames.insert(attribute.name)
      if let text = attribute.text { attributes[attribute.name] = text }
    }
  }

  private mutating func visit(
    _ file: HDF5File, _ link: HDF5Group.Link, parent: String, depth: Int, _ seen: inout Set<Int>
  ) throws(ArtifactError) {
    guard seen.insert(link.address).inserted else { return }
    guard depth < Self.deepestGroup else { throw .malformed("HDF5 groups nested too deep") }
    let object = try HDF5Object(file, at: link.address)
    if let type = try object.type(), let shape = try object.shape() {
      guard type.isNumeric else { return }
      try tally.add(type: type.name, shape: shape)
      if parent == "vars", link.name.allSatisfy(\.isNumber) { hasVariables = true }
      return
    }
    for child in try HDF5Group.links(of: object) {
      try visit(file, child, parent: link.name, depth: depth + 1, &seen)
    }
  }
}

extension HDF5File {
  func weights() throws(ArtifactError) -> KerasWeights { try KerasWeights(self) }

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    let file = try HDF5File(source)
    header.version = "\(file.version)"
    let weights = try file.weights()
    guard weights.isModel else { throw .unrelated }
    header.adopt(weights.tally)
    if let version = weights.attributes["keras_version"], version.count <= 64 {
      header.producer = "keras \(String(decoding: version, as: UTF8.self))"
    }
    if let configuration = weights.attributes["model_config"] {
      try KerasConfiguration(configuration).describe(in: &header)
    }
  }
}
