import Catalog
import Estate
import Formats

/// Reads the entries of `Catalog/constructs`.
struct ConstructReader {
  let document: KnowledgeDocument
  private let framework: String?
  private let modules: [String]
  private let languages: [String]

  private static let keys: Set<String> = [
    "call", "decorator", "subclass", "reference", "makes", "arguments", "agent_with", "returns",
    "through", "properties", "signals", "unsafe", "unsafe_unless", "effects", "covers", "modules",
    "languages", "except", "framework", "type", "provider", "role", "engine", "trust", "transport",
    "authority", "format", "access", "default", "name", "when", "weak", "needs", "beside",
    "exports", "files", "root", "classes", "except_classes", "except_functions", "needs_use",
    "gathers", "holds", "method",
    "steps", "on", "named", "result", "unnamed", "default_provider", "several", "as", "seen",
    "traces", "under",
  ]
  private static let facts = [
    "type", "provider", "role", "engine", "trust", "transport", "authority", "format", "access",
    "default", "name", "result", "unnamed", "default_provider", "several", "as",
    "seen", "traces",
  ]

  init(_ document: KnowledgeDocument) {
    self.document = document
    framework = document.root["framework"]?.text
    modules = document.root["modules"]?.scalars ?? []
    languages = document.root["languages"]?.scalars ?? []
  }

  struct Entry {
    let construct: Construct
    let languages: Set<SourceFamily>
    let names: [(form: Construct.Form, pattern: SymbolPattern)]
    let modules: [String]
    /// First parts of the names.
    let firstNames: Set<String>
  }

  func entries() throws(KnowledgeError) -> [Entry] {
    var entries: [Entry] = []
    for node in document.root["constructs"]?.items ?? [] { entries.append(try entry(node)) }
    return entries
  }

  private func entry(_ node: DocumentNode) throws(KnowledgeError) -> Entry {
    if let unknown = node.entries.first(where: { !Self.keys.contains($0.key) }) {
      throw error(unknown.line, "unknown key '\(unknown.key)'")
    }
    let modules = node["modules"]?.scalars ?? self.modules
    guard !modules.isEmpty else { throw error(node.line, "a construct needs 'modules'") }
    var families: Set<SourceFamily> = []
    for name in node["languages"]?.scalars ?? languages {
      guard let family = SourceFamily(rawValue: name) else {
        throw error(node.line, "unknown language '\(name)'")
      }
      families.insert(family)
    }
    guard !families.isEmpty else { throw error(node.line, "a construct needs 'languages'") }
    let exceptions = node["except"]?.scalars ?? []
    let homes = modules.map(SymbolPattern.Module.init)
    var names: [(Construct.Form, SymbolPattern)] = []
    for form in Construct.Form.allCases {
      for name in node[form.rawValue]?.scalars ?? [] {
        names.append(
          (form, SymbolPattern(modules: homes, name: name, exceptions: exceptions)))
      }
    }
    guard !names.isEmpty || node["steps"] != nil || node["exports"] != nil else {
      throw error(
        node.line,
        "a construct needs 'call', 'method', 'steps', 'exports', 'decorator', 'subclass' or 'reference'"
      )
    }
    let construct = try construct(node, modules)
    var firstNames: Set<String> = []
    for form in Construct.Form.allCases {
      for name in node[form.rawValue]?.scalars ?? [] {
        firstNames.insert(String(name.prefix { $0 != "." }))
      }
    }
    return Entry(
      construct: construct, languages: families, names: names, modules: modules,
      firstNames: firstNames)
  }

  private func construct(
    _ node: DocumentNode, _ modules: [String]
  ) throws(KnowledgeError) -> Construct {
    var product: Construct.Product?
    if let makes = node["makes"]?.text {
      guard let known = Construct.Product(rawValue: makes) else {
        throw error(node.line, "unknown product '\(makes)'")
      }
      product = known
    }
    let stands = ["through", "holds", "returns"].contains { node[$0] != nil }
    guard product != nil || stands else {
      throw error(node.line, "a construct needs 'makes', 'through', 'holds' or 'returns'")
    }
    var arguments: [String: [ArgumentSelector]] = [:]
    for entry in node["arguments"]?.entries ?? [] {
      arguments[entry.key] = entry.value.scalars.map(ArgumentSelector.init)
    }
    var facts: [String: String] = [:]
    for key in Self.facts { if let value = node[key]?.scalar { facts[key] = value } }
    return Construct(
      product: product, framework: node["framework"]?.text ?? framework, facts: facts,
      effects: node["effects"]?.scalars ?? [], covers: node["covers"]?.scalars ?? [],
      arguments: arguments,
      agentWith: (node["agent_with"]?.scalars ?? []).map(ArgumentSelector.init),
      returns: node["returns"]?.text.map { returned($0, modules) },
      through: (node["through"]?.scalars ?? []).map(ArgumentSelector.init),
      holds: (node["holds"]?.scalars ?? []).map(ArgumentSelector.init),
      gathers: (node["gathers"]?.entries ?? []).map {
        ($0.key, $0.value.scalars.map(ArgumentSelector.init))
      },
      needs: node["needs"]?.scalars ?? [],
      conditions: try conditions(node),
      beside: node["beside"].map { ModuleNames(Set($0.scalars)) },
      classes: node["classes"]?.scalars ?? [],
      exceptClasses: node["except_classes"]?.scalars ?? [],
      exceptFunctions: node["except_functions"]?.scalars ?? [],
      steps: node["steps"]?.scalars ?? [],
      on: NamePatterns(node["on"]?.scalars ?? []),
      named: NamePatterns(node["named"]?.scalars ?? []),
      needsUse: node["needs_use"]?.boolean == true, under: node["under"]?.scalars ?? [],
      hosting: try hosting(node),
      properties: try properties(node),
      signals: try signals(node),
      isWeak: node["weak"]?.boolean == true || product == .action,
      isUnsafe: node["unsafe"]?.boolean == true,
      unsafeUnless: (node["unsafe_unless"]?.entries ?? []).map {
        (ArgumentSelector($0.key), $0.value.scalar ?? "")
      })
  }

  private func hosting(_ node: DocumentNode) throws(KnowledgeError) -> HostedFunctions? {
    guard let names = node["exports"]?.scalars else { return nil }
    guard let files = node["files"]?.scalars, !files.isEmpty else {
      throw error(node.line, "'exports' needs 'files'")
    }
    return HostedFunctions(names: names, files: files, root: node["root"]?.text ?? "")
  }

  /// A type by its name in the first of the modules, or with a module of its own before the last dot.
  private func returned(_ text: String, _ modules: [String]) -> SymbolName {
    let home = modules.first { !$0.hasSuffix("*") } ?? modules.first ?? ""
    if let module = modules.first(where: { text.hasPrefix($0 + ".") }) {
      return SymbolName(
        module, text.dropFirst(module.count + 1).split(separator: ".").map(String.init))
    }
    let parts = text.split(separator: ".").map(String.init)
    if text.contains("/"), let dot = text.lastIndex(of: ".") {
      return SymbolName(String(text[..<dot]), [String(text[text.index(after: dot)...])])
    }
    if parts.count > 1, let first = parts.first?.first, first.isLowercase {
      let module = parts.prefix { $0.first?.isLowercase == true }
      return SymbolName(module.joined(separator: "."), Array(parts.dropFirst(module.count)))
    }
    return SymbolName(home.hasSuffix("*") ? String(home.dropLast()) : home, parts)
  }

  private func properties(
    _ node: DocumentNode
  ) throws(KnowledgeError) -> [Construct.PropertyRule] {
    var rules: [Construct.PropertyRule] = []
    for entry in node["properties"]?.entries ?? [] {
      guard let argument = entry.value["argument"]?.scalars, !argument.isEmpty else {
        guard !entry.value.isMapping else { throw error(entry.line, "a property needs 'argument'") }
        let value =
          entry.value.isSequence ? Value.texts(entry.value.scalars) : Self.value(entry.value)
        rules.append(
          Construct.PropertyRule(
            property: entry.key, arguments: [], values: nil, absent: value))
        continue
      }
      var values: [String: Value]?
      if let map = entry.value["values"] {
        values = [:]
        for value in map.entries { values?[value.key.lowercased()] = Self.value(value.value) }
      }
      rules.append(
        Construct.PropertyRule(
          property: entry.key, arguments: argument.map(ArgumentSelector.init), values: values,
          absent: entry.value["absent"].map(Self.value)))
    }
    return rules
  }

  private func signals(_ node: DocumentNode) throws(KnowledgeError) -> [Construct.SignalRule] {
    var rules: [Construct.SignalRule] = []
    for item in node["signals"]?.items ?? [] {
      guard let signal = item["signal"]?.text else {
        throw error(item.line, "a signal needs 'signal'")
      }
      let arguments = item["argument"]?.scalars ?? []
      rules.append(
        Construct.SignalRule(
          signal: signal,
          test: Construct.ArgumentTest(
            arguments: arguments.map(ArgumentSelector.init),
            condition: arguments.isEmpty ? .always : Self.condition(item))))
    }
    return rules
  }

  private func conditions(
    _ node: DocumentNode
  ) throws(KnowledgeError) -> [Construct.ArgumentTest] {
    guard let test = node["when"] else { return [] }
    var tests: [Construct.ArgumentTest] = []
    for test in test.isSequence ? test.items : [test] {
      guard let argument = test["argument"]?.scalars, !argument.isEmpty else {
        throw error(test.line, "'when' needs 'argument'")
      }
      if test["names"] != nil, test["names"]?.text != "provider" {
        throw error(test.line, "'names' can only be 'provider'")
      }
      tests.append(
        Construct.ArgumentTest(
          arguments: argument.map(ArgumentSelector.init), condition: Self.condition(test)))
    }
    return tests
  }

  private static func condition(_ item: DocumentNode) -> Construct.ArgumentTest.Condition {
    if let text = item["contains"]?.scalar { return .contains(text.lowercased()) }
    if item["names"] != nil { return .provider }
    if let text = item["lacks"]?.scalar { return .lacks(text.lowercased()) }
    let values = item["is"]?.scalars ?? []
    switch values {
    case ["any"], []: return .any
    case ["absent"]: return .absent
    default: return .oneOf(values.map { $0.lowercased() })
    }
  }

  private static func value(_ node: DocumentNode) -> Value {
    if let boolean = node.boolean { return .boolean(boolean) }
    if let integer = node.integer { return .integer(integer) }
    if let number = node.number { return .number(number) }
    return .text(node.scalar ?? "")
  }

  private func error(_ line: Int, _ message: String) -> KnowledgeError {
    KnowledgeError(path: document.path, line: line, message)
  }
}

/// Languages that share their libraries' names.
enum SourceFamily: String, Sendable, Hashable, CaseIterable {
  case python, script, java, kotlin, csharp, go, rust, swift, scala, php, dart, ruby

  init(_ language: SourceLanguage) {
    switch language {
    case .python: self = .python
    case .javascript, .typescript, .tsx: self = .script
    case .java: self = .java
    case .kotlin: self = .kotlin
    case .csharp: self = .csharp
    case .go: self = .go
    case .rust: self = .rust
    case .swift: self = .swift
    case .scala: self = .scala
    case .php: self = .php
    case .dart: self = .dart
    case .ruby: self = .ruby
    }
  }
}
