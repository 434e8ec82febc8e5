/// Files that say how a model is packed into an image, for the packages of Python that go with it: cog.yaml of
/// Cog and bentofile.yaml of BentoML.
enum ModelImageFiles {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    guard let root = try YAMLDocument.parse(bytes).first else { return }
    let lists = [root["build"]?["python_packages"], root["python"]?["packages"]]
    for item in lists.flatMap({ $0?.items ?? [] }) {
      guard let text = item.text, let requirement = PythonRequirement(text) else { continue }
      manifest.add(requirement.dependency(line: item.line))
    }
  }
}
