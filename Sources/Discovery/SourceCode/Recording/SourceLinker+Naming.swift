import Estate
import Formats

/// What arguments of constructs are worth, and what things are called by them.
extension SourceLinker {
  /// The values of the arguments that play a role.
  func values(of role: String, _ occurrence: Occurrence) -> [Meaning] {
    var found: [Meaning] = []
    for selector in occurrence.construct.arguments[role] ?? [] {
      for call in occurrence.calls { found += reader.select(selector, of: call) }
    }
    if found.isEmpty, role == "function", let function = occurrence.appliedTo { return [function] }
    return found
  }

  /// The first literal among the arguments that play a role.
  func literal(of role: String, _ occurrence: Occurrence) -> String? {
    for value in values(of: role, occurrence) {
      if let text = value.literal, role != "name" || !Self.isToBeFilledIn(text) { return text }
      guard role == "name" else { continue }
      switch value {
      // A step of a builder with several arguments: `.serverInfo("name", "1.0")`.
      case .list(let items, _): if let text = items.first?.literal { return text }
      // A service is made from an interface.
      case .definition(let home, let index):
        let name = project.units[home].outline.className(index)
        if !name.isEmpty { return name }
      default: break
      }
    }
    return nil
  }

  /// Whether a name only says that people are to put theirs there: `your-index-name`, `<collection>`.
  private static func isToBeFilledIn(_ text: String) -> Bool {
    let start = text.prefix(5).lowercased()
    return start == "your-" || start == "your_" || text.hasPrefix("<") && text.hasSuffix(">")
      || text.hasPrefix("{{") && text.hasSuffix("}}")
  }

  /// The line of the argument of a role, else of the call.
  func line(of role: String, _ occurrence: Occurrence) -> Int {
    let selectors = occurrence.construct.arguments[role] ?? []
    for call in occurrence.calls where call.unit.index == occurrence.unit.index {
      if let node = reader.expression(selectors, of: call) { return call.unit.outline.line(node) }
    }
    return occurrence.line
  }

  /// The first text with holes among the arguments that play a role: `file:///{name}.txt`. Holes that an object
  /// fills go by the attribute: `{prefix}` for `{self.prefix}`.
  func template(of role: String, _ occurrence: Occurrence) -> String? {
    values(of: role, occurrence).lazy.compactMap { value in
      guard case .template(let pieces, _) = value else { return nil }
      return pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .hole(let name): "{\(Self.attribute(name))}"
        }
      }.joined()
    }.first
  }

  /// `prefix` of `self.prefix`.
  private static func attribute(_ name: String) -> Substring {
    let owner = ["self.", "this."].first(where: name.hasPrefix)
    return name.dropFirst(owner?.count ?? 0)
  }

  /// The variable of the environment that an argument comes from whose value the code does not say.
  func environmentVariable(_ role: String, _ occurrence: Occurrence) -> String? {
    values(of: role, occurrence).lazy.compactMap { value in
      if case .environment(let variable, nil) = value { variable } else { nil }
    }.first
  }

  /// What a tool is called whose name only a program completes: `name=f"{prefix}search"` is `search`.
  private func stem(of occurrence: Occurrence) -> String? {
    for case .template(let pieces, _) in values(of: "name", occurrence) {
      let words = pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
      let stem = words.drop { !$0.isLetter }.reversed().drop { !$0.isLetter && !$0.isNumber }
      if stem.count > 2 { return String(stem.reversed()) }
    }
    return nil
  }

  /// What people call the thing: by an argument, else by what it is given to.
  func name(of occurrence: Occurrence) -> String? {
    let unit = occurrence.unit
    let isTool = occurrence.construct.product == .tool
    if let name = routePath(occurrence) ?? literal(of: "name", occurrence)
      ?? (isTool ? stem(of: occurrence) : template(of: "name", occurrence))
      ?? fixedName(occurrence) ?? occurrence.title
    {
      return String(name.prefix(120))
    }
    // A server of others that only the deployment names.
    if occurrence.construct.product == .endpoint, case .place = occurrence.key,
      let variable = environmentVariable("name", occurrence)
    {
      return variable
    }
    if let name = receiverName(occurrence) ?? scopeName(occurrence) {
      return String(name.prefix(120))
    }
    for value in values(of: "function", occurrence) {
      switch value {
      case .function(let home, let index, _):
        let name = project.units[home].outline.functionName(index)
        // `execute() {…}` in an object goes by its key.
        let isKey =
          occurrence.construct.arguments["function"]?.contains { $0.keys.last ?? $0.name == name }
          == true
        if !name.isEmpty, !isKey { return name }
      case .definition(let home, let index):
        let name = project.units[home].outline.className(index)
        if !name.isEmpty, Self.isPlace(occurrence.key) { return name }
      default: break
      }
    }
    switch occurrence.key {
    case .function(_, let index):
      return interfaceName(ofMethod: index, occurrence) ?? title(ofFunction: index, unit)
    case .definition(_, let index):
      let name = unit.outline.className(index)
      return name.isEmpty ? nil : name
    case .place(let place):
      if let function = occurrence.calls.first?.function,
        let name = interfaceName(ofMethod: function, occurrence)
      {
        return name
      }
      // What stands on a function beside something else.
      if [.tool, .endpoint, .guardrail, .evaluation].contains(occurrence.construct.product),
        let function = occurrence.calls.first?.function
      {
        return title(ofFunction: function, unit)
      }
      let enclosing = unit.outline.scope(place.node).function.map {
        title(ofFunction: $0, unit) ?? unit.functionName($0)
      }
      let isOfFunction = enclosing.map { !$0.isEmpty && $0 != "__init__" } == true
      // What code does in passing goes by the function that does it.
      let isInPassing =
        [.call, .gate].contains(occurrence.construct.product)
        && occurrence.construct.returns == nil
      if isOfFunction, isInPassing { return enclosing }
      if let name = ownerName(occurrence, place) { return name }
      if let name = unit.givenName(place.node), !isOfAnswer(name, occurrence) {
        return isPlain(name, occurrence) ? telling(occurrence, place, name) : name
      }
      if occurrence.construct.product == .message, unit.family == .csharp,
        let list = unit.parent(of: place.node), unit.outline.kind(list) == .list,
        let name = unit.givenName(list)
      {
        return name
      }
      // The result of a function goes by the function's name.
      let top = unit.outermost(place.node)
      if let function = unit.outline.scope(top).function, unit.returns(of: function).contains(top) {
        let name = unit.functionName(function)
        if !name.isEmpty { return name }
      }
      if let title = literal(of: "title", occurrence) { return String(title.prefix(120)) }
      let isUnnamed = [.message, .evaluation, .client].contains(occurrence.construct.product)
      return isOfFunction && isUnnamed ? enclosing : nil
    }
  }

  /// The interface whose one method is an agent, or has a prompt, which says what it does.
  private func interfaceName(ofMethod index: Int, _ occurrence: Occurrence) -> String? {
    let unit = occurrence.unit
    guard [.java, .kotlin, .scala].contains(unit.family),
      let owner = unit.outline.functionScope(index).classDefinition,
      case let name = unit.outline.className(owner), !name.isEmpty
    else { return nil }
    let isOnly =
      switch occurrence.construct.product {
      case .agent: agentMethod(ofClass: owner, in: unit) == index
      case .prompt, .message: methods(ofClass: owner, in: unit).count == 1
      default: false
      }
    return isOnly ? name : nil
  }

  /// Whether a variable says no more of what it holds than the kind of thing.
  private func isPlain(_ name: String, _ occurrence: Occurrence) -> Bool {
    switch occurrence.construct.product {
    case .agent: facts.texts.isPlain(name)
    case .vectorIndex: facts.texts.isPlain(store: name)
    case .prompt, .message: facts.texts.prompts.isPlain(variable: name)
    case .training, .evaluation: facts.texts.isPlain(learning: name)
    default: false
    }
  }

  /// What says more than a plain variable.
  private func telling(
    _ occurrence: Occurrence, _ place: CodePlace, _ name: String
  ) -> String {
    if occurrence.construct.product == .vectorIndex { return plainName(of: occurrence) }
    // `agent = Agent(role="Researcher")` is the researcher.
    if occurrence.construct.product == .agent, let title = literal(of: "title", occurrence),
      title.utf8.count <= 80
    {
      return title
    }
    let unit = occurrence.unit
    let around = tellingName(around: unit.outline.scope(place.node), in: unit)
    return around ?? (occurrence.construct.product == .agent ? agentFile(unit) : nil) ?? name
  }

  /// What a file is called, where that says something: `weather_agent`, not `graph`.
  func tellingFile(_ unit: SourceUnit) -> String? {
    let stem = String(unit.stem)
    return facts.texts.plainFiles.contains(stem) || facts.texts.isPlain(stem) ? nil : stem
  }

  /// What an agent is called by its file, or its folder where the file says less: a file of one word may be called
  /// after anything.
  private func agentFile(_ unit: SourceUnit) -> String? {
    func tells(_ name: String) -> Bool {
      NameWords.texts(of: name).count > 1 && !facts.texts.isPlain(name)
    }
    if let file = tellingFile(unit) { return tells(file) ? file : nil }
    return unit.folder.split(separator: "/").last.map(String.init).flatMap { tells($0) ? $0 : nil }
  }

  /// Whether a variable is called after what the call answers, where that is another thing than is made or asked.
  private func isOfAnswer(_ name: String, _ occurrence: Occurrence) -> Bool {
    [.vectorIndex, .source, .dataset].contains(occurrence.construct.product)
      && facts.texts.namesAnswer(name)
  }

  /// What a thing without a name is called: its type, or what a method says in words that it creates.
  func plainName(of occurrence: Occurrence) -> String {
    let symbol = occurrence.symbol
    guard symbol.last != symbol.typeName, symbol.last.hasPrefix(Self.creating) else {
      return symbol.typeName
    }
    let created = symbol.last.dropFirst(Self.creating.count)
    return created.contains("_") ? String(created) : symbol.typeName
  }

  private static let creating = "create_"

  /// The name that the catalogue gives; that of the file, of what frameworks find by files, or of what is called.
  private func fixedName(_ occurrence: Occurrence) -> String? {
    guard let name = occurrence.construct.facts["name"] else { return nil }
    if name == Self.nameOfCall { return occurrence.symbol.last }
    return name == "{file}" ? fileName(of: occurrence.unit) : name
  }

  /// The class of an agent that an attribute without a name of its own holds: `self.chain = prompt | llm` of
  /// `class TriageAgent`.
  private func ownerName(_ occurrence: Occurrence, _ place: CodePlace) -> String? {
    let unit = occurrence.unit
    guard occurrence.construct.product == .agent, unit.family == .python,
      let given = unit.givenName(place.node), facts.texts.isPlain(given),
      let owner = unit.enclosingClass(unit.outline.scope(place.node))?.classDefinition,
      case let name = unit.outline.className(owner), facts.texts.agentFields.names(name),
      NameWords.texts(of: name).count > 1
    else { return nil }
    return name
  }

  /// Stands for the name of what is called: each call of it in a file is the same thing.
  static let nameOfCall = "{call}"

  /// What a function is called by; that of a route by the path of the route: `POST` of `app/api/chat/route.ts`.
  func title(ofFunction index: Int, _ unit: SourceUnit) -> String? {
    let name = unit.outline.functionName(index)
    if unit.family == .script, let holder = holder(ofFunction: index, unit) { return holder }
    guard unit.family == .script, unit.outline.functionScope(index).isFile else {
      return name.isEmpty ? nil : name
    }
    if let path = hostedPath(of: name, in: unit) { return path }
    // A method of HTTP, in a file that no framework serves, goes by the folder.
    let isMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(name)
    return isMethod ? fileName(of: unit) : name.isEmpty ? nil : name
  }

  /// What a file is called, or its folder where its name says less.
  private func fileName(of unit: SourceUnit) -> String {
    let folder = unit.folder.split(separator: "/").last
    return String(
      facts.texts.plainFiles.contains(String(unit.stem)) ? folder ?? unit.stem : unit.stem)
  }

  /// What the object is given to whose key a function is: `search = tool({ execute: async () => … })`.
  private func holder(ofFunction index: Int, _ unit: SourceUnit) -> String? {
    guard let node = unit.functionNodes[index], let pair = unit.parent(of: node),
      unit.outline.kind(pair) == .pair, let key = unit.outline.key(ofPair: pair),
      facts.texts.toolKeys.code.contains(key.lowercased()), let object = unit.parent(of: pair)
    else { return nil }
    return unit.givenName(object)
  }

  /// What a function that a framework finds by its name is reached by.
  private func hostedPath(of name: String, in unit: SourceUnit) -> String? {
    facts.constructs.hostedConstructs(in: unit.family).lazy.compactMap(\.hosting).first { hosting in
      hosting.names.contains(name) && hosting.isTold(by: unit.pathInRepository)
    }?.path(ofFile: unit.pathInRepository)
  }

  private static func isPlace(_ key: ThingKey) -> Bool {
    if case .place = key { true } else { false }
  }

  /// Names of the definitions around a thing and its own.
  func symbolBase(_ occurrence: Occurrence, _ name: String) -> String {
    let unit = occurrence.unit
    switch occurrence.key {
    case .function(_, let index): return unit.outline.qualifiedName(of: Scope(function: index))
    case .definition(_, let index): return unit.outline.qualifiedName(of: Scope(class: index))
    case .place(let place):
      let given = unit.givenName(place.node) ?? name
      return unit.qualified(given, at: unit.outline.scope(place.node))
    }
  }
}
