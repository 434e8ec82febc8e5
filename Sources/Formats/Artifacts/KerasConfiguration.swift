/// The JSON that describes a Keras model: its class, and whether a layer is serialised code.
struct KerasConfiguration: Sendable {
  private(set) var modelClass: String?
  private(set) var hasLambda = false

  init(_ bytes: [UInt8]) throws(ArtifactError) {
    var reader = JSONReader(bytes, depthLimit: 128)
    var key = ""
    do {
      while true {
        switch try reader.next() {
        case .end: return
        case .key(let name): key = name
        case .text(let value) where key == "class_name":
          if reader.depth == 1 { modelClass = value }
          if value == "Lambda" || value == "__lambda__" { hasLambda = true }
        default: break
        }
      }
    } catch { throw .malformed("its configuration: \(error)") }
  }

  func describe(in header: inout ArtifactHeader) {
    header.architecture = modelClass
    if hasLambda { header.features.insert(.lambdaLayers) }
  }
}
