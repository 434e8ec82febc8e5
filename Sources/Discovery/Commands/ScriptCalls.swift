import Estate
import Formats

/// What the statements of a script ask models: requests that they send, and programs that ask for them; with the
/// variables whose texts go there.
struct ScriptCalls {
  let catalog: ContainerCatalog
  let statements: [ScriptStatement]
  private let assignments: [ScriptAssignment]
  /// Variables of one value that says no more than an address or a name.
  private let values: [String: String]

  /// A request to a model.
  struct Request {
    let statement: ScriptStatement
    let address: String
    let provider: ProviderCatalog.Provider?
    let models: [ModelName]
    /// What is told to the model in the body.
    let prompts: [String]
  }

  init(_ statements: [ScriptStatement], _ catalog: ContainerCatalog) {
    self.catalog = catalog
    self.statements = statements
    assignments = statements.filter { !Self.isComment($0) && !$0.isFed }
      .compactMap { ScriptAssignment($0) }
    var values: [String: String] = [:]
    for assignment in assignments {
      let text = VariableText.expand(assignment.text, values)
      if (1...300).contains(text.utf8.count), !text.contains(where: { " \n`(".contains($0) }) {
        values[assignment.name] = VariableText.defaultValue(of: text)
      }
    }
    self.values = values
  }

  private static func isComment(_ statement: ScriptStatement) -> Bool {
    statement.text.drop(while: \.isWhitespace).hasPrefix("#")
  }

  /// Most requests of a script.
  private static let limit = 200

  var requests: [Request] {
    let requests = catalog.commands.requests
    var found: [Request] = []
    for statement in statements
    where !statement.isFed && !Self.isComment(statement) && requests.sends(statement.text) {
      let text = VariableText.expand(statement.text, values)
      let bodies = self.bodies(of: statement)
      for address in Self.addresses(in: text) {
        guard let server = ServerAddress(address) else { continue }
        let provider = catalog.providers.provider(address: address)
        guard requests.asksModel(server, of: provider, body: text) else { continue }
        let isOllama = server.path.hasPrefix("/api/")
        let named = provider?.slug ?? (isOllama ? "ollama" : nil)
        found.append(
          Request(
            statement: statement, address: address,
            provider: provider ?? (isOllama ? catalog.providers["ollama"] : nil),
            models: models(in: text, bodies, address: address, provider: named),
            prompts: bodies.flatMap { Self.prompts(in: $0) }))
        if found.count >= Self.limit { return found }
        break
      }
    }
    return found
  }

  /// Addresses with `http`, up to what cannot be part of one.
  private static func addresses(in text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while found.count < 8, let sign = rest.firstRange(of: "://") {
      let before = rest[..<sign.lowerBound]
      let scheme = ["https", "http"].first(where: before.hasSuffix)
      let tail = rest[sign.upperBound...].prefix {
        !$0.isWhitespace && !"\"'`)|;<>,\\".contains($0)
      }
      if let scheme { found.append("\(scheme)://\(tail)") }
      rest = rest[tail.endIndex...]
    }
    return found
  }

  /// The bodies that a statement sends, as far as they are JSON.
  private func bodies(of statement: ScriptStatement) -> [DocumentNode] {
    let words = ShellScript.words(VariableText.expand(statement.text, values))
    var texts = CommandUse.values(of: catalog.commands.requests.data, in: words)
    if !statement.fed.isEmpty { texts.append(statement.fed.map(\.text).joined(separator: "\n")) }
    return texts.prefix(8).compactMap { text in
      // What ends the command that the body is the last word of is no part of it: `$(curl -d '{}')`.
      guard text.utf8.count <= 65_536, text.contains("{"), let end = text.lastIndex(of: "}") else {
        return nil
      }
      return try? JSONDocument.parse(Array(text[...end].utf8))
    }
  }

  private func models(
    in text: String, _ bodies: [DocumentNode], address: String, provider: String?
  ) -> [ModelName] {
    if let served = catalog.models.served(at: address) { return [served] }
    var literals = bodies.compactMap { $0["model"]?.text }
    if literals.isEmpty { literals = ScriptVariables.requestedModels(in: text) }
    if literals.isEmpty, provider == "ollama" { literals = bodies.compactMap { $0["name"]?.text } }
    return literals.prefix(4).compactMap { literal in
      let name = literal.filter { $0 != "'" && $0 != "\"" }
      guard !name.contains("$") else { return nil }
      return catalog.models.recognized(name).flatMap { known in
        provider == nil ? known : catalog.models.model(name, provider: provider)
      }
        ?? provider.flatMap { catalog.models.model(name, provider: $0) }
        ?? catalog.models.hubModel(name)
    }
  }

  /// What a body tells the model beside the question.
  private static func prompts(in body: DocumentNode) -> [String] {
    let messages = (body["messages"]?.items ?? body["input"]?.items ?? []).prefix(64)
    let told = messages.filter { ["system", "developer"].contains($0["role"]?.text ?? "") }
      .compactMap { $0["content"]?.text }
    return told + ["system", "instructions", "system_prompt"].compactMap { body[$0]?.text }
  }

  /// The texts of variables that go to a model, directly or through others, by what asks it.
  ///
  /// - Parameter asking: the statements that ask one.
  func prompts(
    of asking: [ScriptStatement], isPrompt: (ScriptAssignment) -> Bool
  ) -> [ScriptAssignment] {
    var names = asking.reduce(into: Set<String>()) { names, statement in
      names.formUnion(Self.names(in: statement))
    }
    // Of a function, what its callers hand it.
    for function in functions(of: asking).sorted().prefix(50) {
      for statement in statements where Self.calls(function, statement) {
        names.formUnion(Self.names(in: statement))
      }
    }
    var isGrowing = !names.isEmpty
    var rounds = 0
    while isGrowing, rounds < 16 {
      rounds += 1
      let before = names.count
      for assignment in assignments where names.contains(assignment.name) {
        names.formUnion(ScriptAssignment.mentioned(in: assignment.raw))
      }
      isGrowing = names.count > before
    }
    return assignments.filter { names.contains($0.name) && isPrompt($0) }
  }

  private static func names(in statement: ScriptStatement) -> Set<String> {
    statement.fed.reduce(into: ScriptAssignment.mentioned(in: statement.text)) { names, line in
      names.formUnion(ScriptAssignment.mentioned(in: line.text))
    }
  }

  /// The functions that hold statements which mention what they are given.
  private func functions(of asking: [ScriptStatement]) -> Set<String> {
    let lines = Set(
      asking.filter {
        !Self.names(in: $0).isDisjoint(with: ["1", "2", "3", "4"]) || $0.text.contains("$@")
          || $0.text.contains("$*")
      }
      .map(\.line))
    guard !lines.isEmpty else { return [] }
    var (current, found): (String?, Set<String>) = (nil, [])
    for statement in statements {
      if let name = Self.function(statement.text) { current = name }
      if lines.contains(statement.line), let current { found.insert(current) }
      if statement.text == "}" { current = nil }
    }
    return found
  }

  /// `ask() {`, `function ask {`
  private static func function(_ text: String) -> String? {
    var rest = text.drop(while: \.isWhitespace)
    let isNamed = rest.hasPrefix("function ")
    if isNamed { rest = rest.dropFirst(9).drop(while: \.isWhitespace) }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let after = rest[name.endIndex...].drop(while: \.isWhitespace)
    guard !name.isEmpty, after.hasPrefix("()") || isNamed && after.hasPrefix("{") else {
      return nil
    }
    return String(name)
  }

  private static func calls(_ function: String, _ statement: ScriptStatement) -> Bool {
    guard let range = statement.text.firstRange(of: function),
      self.function(statement.text) != function
    else { return false }
    let before = statement.text[..<range.lowerBound].last
    let after = statement.text[range.upperBound...].first
    return (before == nil || before?.isWhitespace == true || before == "(" || before == "`")
      && (after == nil || after?.isWhitespace == true || after == ")")
  }
}
