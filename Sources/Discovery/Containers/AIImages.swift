import Catalog
import Formats

/// The container images of AI products, by the facts of `Catalog/ai-images.yaml`.
struct AIImages: Sendable {
  enum Role: String, Sendable {
    case endpoint, gateway, registry, platform, notebook, chat, framework, tracing, training
    case search, parser
    case vectorIndex = "vector-index"
    case mcpServer = "mcp-server"
    case mcpGateway = "mcp-gateway"
  }

  struct Authentication: Sendable {
    let options: [String]
    let environment: [String]
    /// Whether it is known to ask for nothing unless told to.
    let isOpenByDefault: Bool
  }

  struct Product: Sendable {
    let slug: String
    let name: String
    let runs: Role
    let port: Int?
    let bind: String?
    let isWeak: Bool
    let authentication: Authentication?
    let model: AICommands.ModelPlace?
    /// Options that name the servers of the Model Context Protocol that a gateway starts.
    let servers: [String]
    let images: [String]
    /// What stands in the image's name before that of the model that it serves.
    let modelAfter: String?

    /// The model that an image is called after: `nvcr.io/nim/meta/llama3-8b-instruct`.
    func model(in image: ImageReference) -> String? {
      guard let modelAfter, image.name.hasPrefix(modelAfter) else { return nil }
      let name = image.name.dropFirst(modelAfter.count)
      return name.split(separator: "/").count == 2 ? String(name) : nil
    }
  }

  private var exact: [String: Product] = [:]
  private var patterns: [(String, Product)] = []
  private var products: [String: Product] = [:]
  private let environment: [String]
  private let modelEnvironment: [String]
  private let words: Set<String>
  private let publicRegistries: Set<Substring>
  let accelerators: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/ai-images.yaml")
    func texts(_ key: String) -> [String] { document.root[key]?.scalars ?? [] }
    environment = texts("environment")
    modelEnvironment = texts("model_environment")
    words = Set(texts("service_words"))
    accelerators = Set(texts("accelerators"))
    publicRegistries = Set(texts("public_registries").map { Substring($0) })
    for node in document.root["products"]?.items ?? [] {
      guard let slug = node["product"]?.text, let name = node["name"]?.text,
        let runs = node["runs"]?.text.flatMap(Role.init)
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "an image needs 'product', 'name' and 'runs'")
      }
      let authentication = node["authentication"].map { node in
        Authentication(
          options: node["options"]?.scalars ?? [], environment: node["environment"]?.scalars ?? [],
          isOpenByDefault: node["default"]?.text == "none")
      }
      let product = Product(
        slug: slug, name: name, runs: runs, port: node["port"]?.integer, bind: node["bind"]?.text,
        isWeak: node["weak"]?.boolean ?? false, authentication: authentication,
        model: AICommands.ModelPlace(node["model"]), servers: node["servers"]?.scalars ?? [],
        images: node["images"]?.scalars ?? [], modelAfter: node["model_after"]?.text)
      products[slug] = product
      for image in product.images {
        if image.contains("*") { patterns.append((image, product)) } else { exact[image] = product }
      }
    }
  }

  /// The product that an image is of.
  func product(of image: ImageReference) -> Product? {
    exact[image.name] ?? patterns.first { Wildcard.matches(image.name, $0.0) }?.1
      ?? mirrored(image.name)
  }

  /// What a registry of one's own keeps under the name that it has elsewhere:
  /// `registry.acme.example/mirror/ollama/ollama`.
  private func mirrored(_ name: String) -> Product? {
    let parts = name.split(separator: "/")
    guard (3...6).contains(parts.count), parts[0].contains(where: { $0 == "." || $0 == ":" })
    else { return nil }
    return exact[parts.suffix(2).joined(separator: "/")]
  }

  /// The image that a text names, and the product that it is of. What stands before the name may be a variable:
  /// `${REGISTRY}/ollama/ollama:0.5`, `{registry}/ollama/ollama:0.5`.
  func known(in text: String) -> (image: ImageReference, product: Product)? {
    let plain = Self.withoutVariable(text[...])
    guard plain.utf8.count <= 300, let image = ImageReference(plain),
      let product = product(of: image)
    else { return nil }
    return (image, product)
  }

  private static func withoutVariable(_ text: Substring) -> Substring {
    var rest = text
    while let first = rest.first, first == "$" || first == "{" {
      let isBraced = rest.prefix(2).contains("{")
      guard
        let end = isBraced ? rest.lastIndex(of: "}") : rest.firstIndex(of: "/"),
        let slash = rest[end...].firstIndex(of: "/")
      else { return text }
      rest = rest[rest.index(after: slash)...]
    }
    return rest
  }

  /// Whether an image is of a registry of one's own.
  func isPrivate(_ image: ImageReference) -> Bool {
    let parts = image.name.split(separator: "/", maxSplits: 1)
    return parts.count == 2 && parts[0].contains { $0 == "." || $0 == ":" }
      && !publicRegistries.contains(parts[0])
  }

  subscript(product: String) -> Product? { products[product] }

  /// Whether a variable is one that only programs with AI inside are given.
  func isAI(variable: String) -> Bool {
    environment.contains { Wildcard.matches(variable, $0) }
  }

  /// Whether a variable names a model.
  func namesModel(_ variable: String) -> Bool {
    modelEnvironment.contains { Wildcard.matches(variable, $0) }
  }

  /// Whether the name of a service says that it serves AI.
  func isAI(service name: String) -> Bool {
    name.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == "." })
      .contains { words.contains(String($0)) }
  }
}
