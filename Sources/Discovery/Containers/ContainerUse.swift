import Catalog
import Formats

/// One container as a compose file or manifest declares it.
struct ContainerUse: Sendable {
  var name: String
  var image: ImageReference?
  /// The words of its command line, entry point first.
  var words: [String] = []
  /// The texts that they stand in, with their lines.
  var texts: [(text: String, line: Int)] = []
  /// Names of its variables, with the values that stand in clear.
  var environment: [Variable] = []
  /// Whether variables come from elsewhere, too, so that a missing one proves nothing.
  var hasOtherEnvironment = false
  /// Port in the container, and address and port that it is published on.
  var ports: [Port] = []
  var usesAccelerator = false
  var line = 0
  /// Repository and folder of the file that declares it, for ids of what is known within these.
  var folder = ""

  struct Variable: Sendable {
    let name: String
    let value: String?
    let line: Int
  }

  struct Port: Sendable {
    let container: Int
    /// Address of the host; nil where it is published on every interface.
    var address: String?
    var published: Int?
  }

  func variable(_ name: String) -> Variable? { environment.first { $0.name == name } }

  /// The line on which the command line or a variable names something; that of the container elsewhere.
  func line(naming literal: String) -> Int {
    if let place = texts.first(where: { $0.text.contains(literal) }) {
      let lines = place.text.split(separator: "\n", omittingEmptySubsequences: false)
      return place.line + (lines.firstIndex { $0.contains(literal) } ?? 0)
    }
    return environment.first { $0.value == literal }?.line
      ?? environment.first { $0.value?.contains(literal) == true }?.line ?? line
  }
}

/// What is known of one container that has to do with AI.
struct ContainerFacts: Sendable {
  let container: ContainerUse
  let product: AIImages.Product?
  let command: CommandUse?
  let models: [ModelName]
  /// Whether it only fetches models, and ends.
  let isFetching: Bool
  /// Providers whose variables it is given, with the variable.
  let providers: [(provider: ProviderCatalog.Provider, variable: ContainerUse.Variable)]
  let isAI: Bool

  init(_ container: ContainerUse, _ catalog: ContainerCatalog) {
    self.container = container
    let uses = catalog.commands.uses(in: container.words)
    let pulls = uses.filter { $0.entry.does == .pull }
    command = uses.first { $0.entry.does != .pull } ?? uses.first
    isFetching = !uses.isEmpty && pulls.count == uses.count
    let started = command.flatMap { $0.entry.does == .pull ? nil : $0.entry.product }
    product =
      container.image.flatMap(catalog.images.product)
      ?? started.flatMap { catalog.images[$0] }
    var models: [ModelName] = []
    if let command, command.entry.does != .pull { models += command.models(catalog.models) }
    for pull in pulls { models += pull.models(catalog.models) }
    if let place = product?.model, models.isEmpty {
      let variable = place.environment.lazy.compactMap { container.variable($0)?.value }.first
      let operand =
        place.isPositional ? container.words.first { !$0.hasPrefix("-") && $0.contains("/") } : nil
      let options = CommandUse.values(of: place.options, in: container.words)
      // Several may stand in one variable: `INFINITY_MODEL_ID=acme/a;acme/b`.
      let named = variable.map { $0.split(separator: ";").map(String.init) } ?? []
      let literals =
        !options.isEmpty
        ? options : !named.isEmpty ? named : [command == nil ? operand : nil].compactMap { $0 }
      let revision = CommandUse.value(of: place.revision, in: container.words)
      models += literals.prefix(20).compactMap {
        place.isOwn
          ? ModelName.own($0, in: container.folder)
          : catalog.models.model($0, provider: place.hub, revision: revision)
      }
    }
    if models.isEmpty, let image = container.image, let literal = product?.model(in: image),
      let model = catalog.models.model(literal, provider: nil)
    {
      models.append(model)
    }
    self.models = models
    var providers: [(ProviderCatalog.Provider, ContainerUse.Variable)] = []
    for variable in container.environment {
      if ProviderCatalog.isSwitch(variable.name), !ProviderCatalog.isOn(variable.value ?? "") {
        continue
      }
      if let provider = catalog.providers.provider(variable: variable.name) {
        providers.append((provider, variable))
      }
    }
    self.providers = providers
    isAI =
      (product != nil && product?.runs != .search) || command != nil || !providers.isEmpty
      || container.usesAccelerator
      || container.environment.contains { variable in
        catalog.images.isAI(variable: variable.name)
          || catalog.vectors.place(variable.value ?? "", key: variable.name) != nil
          || variable.value.map { value in
            !value.isEmpty
              && (catalog.servers.isAddress(value, named: variable.name)
                || catalog.servers.isStorage(value, named: variable.name)
                || catalog.servers.servedModel(at: value) != nil)
          } ?? false
          || variable.value.map { catalog.providers.provider(address: $0) != nil } ?? false
          || (catalog.images.namesModel(variable.name)
            && variable.value.map { catalog.models.recognized($0) != nil } ?? false)
      }
  }

  /// Whether callers must show a key; nil where that is not known.
  var isAuthenticated: Bool? {
    guard let authentication = product?.authentication else { return nil }
    let words = container.words
    if authentication.options.contains(where: { option in
      words.contains(option) || words.contains { $0.hasPrefix(option + "=") }
    }) {
      return true
    }
    if authentication.environment.contains(where: { name in
      container.variable(name).map { $0.value != "" && $0.value != "false" } ?? false
    }) {
      return true
    }
    return authentication.isOpenByDefault && !container.hasOtherEnvironment ? false : nil
  }

  /// Whether it serves something to callers.
  var serves: Bool {
    guard !isFetching else { return false }
    return switch product?.runs {
    case .endpoint, .gateway, .platform, .chat, .notebook, .registry, .vectorIndex: true
    case .mcpServer, .mcpGateway: true
    default: false
    }
  }

  var trustsRemoteCode: Bool {
    container.words.contains { $0 == "--trust-remote-code" || $0 == "--trust-remote-code=true" }
      || container.variable("TRUST_REMOTE_CODE")?.value?.lowercased() == "true"
  }
}

extension ContainerCatalog {
  /// The model that a variable names: one that is known by its name, or by the service that the variable is
  /// called after, as in `OLLAMA_MODEL`.
  func model(ofVariable name: String, _ value: String) -> ModelName? {
    guard images.namesModel(name) else { return nil }
    if let model = models.recognized(value) ?? models.hubModel(value) { return model }
    let parts = name.split(separator: "_")
    guard parts.count > 1, let service = parts.first.map({ $0.lowercased() }),
      parts.contains("MODEL"), service == "ollama", !Self.isPlaceholder(value)
    else { return nil }
    return models.model(value, provider: service)
  }

  private static func isPlaceholder(_ value: String) -> Bool {
    let words = value.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains {
      [
        "your", "my", "model", "name", "change", "changeme", "todo", "xxx", "none", "null", "true",
        "false", "default", "example",
      ].contains($0)
    }
  }
}

/// The facts that every reader of containers needs.
struct ContainerCatalog: Sendable {
  let images: AIImages
  let commands: AICommands
  let models: ModelNames
  let providers: ProviderCatalog
  let scopes: PathScopes
  let servers: ModelServerNames
  let vectors: VectorSettings
  /// Endings of files that hold weights, and nothing else.
  let weights: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    servers = try ModelServerNames(knowledge)
    vectors = try VectorSettings(knowledge)
    let files = try knowledge.required("Catalog/machine-learning-files.yaml").root
    weights = Set(files.at("settings.weights")?.scalars ?? [])
    images = try AIImages(knowledge)
    commands = try AICommands(knowledge)
    models = try ModelNames(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
  }
}
