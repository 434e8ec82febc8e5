import Catalog
import Formats

/// The constructs of all libraries, by name and language.
final class ConstructCatalog: Sendable {
  private struct Entry: Sendable {
    let pattern: SymbolPattern
    let construct: Int
  }

  /// Entries whose last name may be one of many, by the first parts of their modules.
  private struct OpenEntries: Sendable {
    var byRoot: [Substring: [Entry]] = [:]
    var others: [Entry] = []

    mutating func add(_ entry: Entry) {
      guard let roots = entry.pattern.moduleRoots else { return others.append(entry) }
      for root in roots { byRoot[root, default: []].append(entry) }
    }
  }

  let constructs: [Construct]
  /// How names are used, and in which languages.
  private struct Use: Hashable {
    let family: SourceFamily
    let form: Construct.Form
  }

  private let byName: [Use: [String: [Entry]]]
  private let open: [Use: OpenEntries]
  private let symbolRoots: [SourceFamily: SymbolRoots]
  /// Patterns of members, by the class whose members they are.
  private let roots: [SourceFamily: [String: [SymbolPattern]]]
  /// First parts of the modules of Python, as they are and without what spelling may change.
  private let packageRoots: [(name: String, plain: String)]
  /// The modules, to tell quickly what does not matter.
  private let quickModules: [SourceFamily: ModuleNames]
  /// Modules whose names make servers of the Model Context Protocol.
  private let serverModules: [SourceFamily: ModuleNames]
  /// Modules by whose names functions are made to answer requests.
  private let answeringModules: [SourceFamily: ModuleNames]
  /// Names of the languages themselves, by their first part.
  private let builtIns: [SourceFamily: Set<String>]
  /// Constructs that hold in files that import one of their modules: by the name of a method, and those
  /// known by methods that are called together.
  private let methods: [SourceFamily: [String: [Loose]]]
  private let stepped: [SourceFamily: [Loose]]
  /// Those known by what files export.
  private let hosted: [SourceFamily: [Int]]

  private struct Loose: Sendable {
    let modules: ModuleNames
    let construct: Int

    func concerns(_ imports: [Import]) -> Bool {
      imports.contains { modules.concerns($0.module) }
    }
  }

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    var constructs: [Construct] = []
    var byName: [Use: [String: [Entry]]] = [:]
    var open: [Use: OpenEntries] = [:]
    var symbolRoots: [SourceFamily: SymbolRoots] = [:]
    var modules: [SourceFamily: Set<String>] = [:]
    var servers: [SourceFamily: Set<String>] = [:]
    var answering: [SourceFamily: Set<String>] = [:]
    var roots: [SourceFamily: [String: [SymbolPattern]]] = [:]
    var builtIns: [SourceFamily: Set<String>] = [:]
    var methods: [SourceFamily: [String: [Loose]]] = [:]
    var stepped: [SourceFamily: [Loose]] = [:]
    var hosted: [SourceFamily: [Int]] = [:]
    try knowledge.readOnce(under: "Catalog/constructs") { document throws(KnowledgeError) in
      for entry in try ConstructReader(document).entries() {
        let names = ModuleNames(Set(entry.modules))
        for family in entry.languages {
          // What anybody imports does not tell that a file uses AI.
          if !entry.construct.isWeak { modules[family, default: []].formUnion(entry.modules) }
          if entry.construct.product == .mcpServer {
            servers[family, default: []].formUnion(entry.modules)
          }
          if entry.construct.needsUse, entry.construct.hosting == nil {
            answering[family, default: []].formUnion(entry.modules)
          }
          if entry.modules.contains(where: [SymbolName.builtIns, SymbolName.globals].contains) {
            builtIns[family, default: []].formUnion(entry.firstNames)
          }
          let loose = Loose(modules: names, construct: constructs.count)
          if !entry.construct.steps.isEmpty { stepped[family, default: []].append(loose) }
          if entry.construct.hosting != nil {
            hosted[family, default: []].append(constructs.count)
          }
          for (form, pattern) in entry.names {
            if form == .method {
              if let name = pattern.lastName {
                methods[family, default: [:]][name, default: []].append(loose)
              }
              continue
            }
            symbolRoots[family, default: SymbolRoots()].insert(pattern)
            let (use, row) = (
              Use(family: family, form: form), Entry(pattern: pattern, construct: constructs.count)
            )
            if let root = pattern.root {
              roots[family, default: [:]][root, default: []].append(pattern)
            }
            if let name = pattern.lastName {
              byName[use, default: [:]][name, default: []].append(row)
            } else {
              open[use, default: OpenEntries()].add(row)
            }
          }
        }
        constructs.append(entry.construct)
      }
    }
    self.constructs = constructs
    self.byName = byName
    self.open = open
    self.symbolRoots = symbolRoots
    self.roots = roots
    let names = Set((modules[.python] ?? []).map { $0.prefix { $0 != "." && $0 != "*" } })
    packageRoots = names.map { (name: String($0), plain: Self.plain($0)) }
    quickModules = modules.mapValues(ModuleNames.init)
    serverModules = servers.mapValues(ModuleNames.init)
    answeringModules = answering.mapValues(ModuleNames.init)
    self.builtIns = builtIns
    self.methods = methods
    self.stepped = stepped
    self.hosted = hosted
  }

  /// The constructs that a method of an unknown object may stand for in a file with these imports.
  func constructs(
    forMethod name: String, besides imports: [Import], in family: SourceFamily
  ) -> [Construct] {
    (methods[family]?[name] ?? []).filter { $0.concerns(imports) }.map { constructs[$0.construct] }
  }

  /// The constructs known by methods that are called together, in a file with these imports.
  func steppedConstructs(besides imports: [Import], in family: SourceFamily) -> [Construct] {
    (stepped[family] ?? []).filter { $0.concerns(imports) }.map { constructs[$0.construct] }
  }

  /// The constructs known by what files export.
  func hostedConstructs(in family: SourceFamily) -> [Construct] {
    (hosted[family] ?? []).map { constructs[$0] }
  }

  /// The constructs that a symbol, used in that way, stands for, the most exactly named first.
  func constructs(
    for symbol: SymbolName, _ form: Construct.Form, in family: SourceFamily
  ) -> [Construct] {
    let root = SymbolRoots.root(of: symbol)
    guard symbolRoots[family]?.mayConcern(root) == true else { return [] }
    let parts = SymbolParts(symbol)
    let use = Use(family: family, form: form)
    var found: [(Int, Int)] = []
    func look(among entries: [Entry]?) {
      guard let entries else { return }
      for index in entries.indices where entries[index].pattern.matches(parts) {
        found.append((entries[index].pattern.specificity(for: parts), entries[index].construct))
      }
    }
    look(among: byName[use]?[symbol.last])
    look(among: open[use]?.byRoot[root])
    look(among: open[use]?.others)
    // The most exact first; of equals the first of the files.
    guard found.isEmpty, symbol.last == "Builder", family == .java || family == .kotlin else {
      // What a tool does by the way comes after what is made.
      func isAside(_ index: Int) -> Int { constructs[index].product == .action ? 1 : 0 }
      return found.sorted {
        ($1.0, isAside($0.1), $0.1) < ($0.0, isAside($1.1), $1.1)
      }.map { constructs[$0.1] }
    }
    // `new X.Builder()` begins as `X.builder()` does.
    let holder = SymbolName(symbol.module, symbol.path.dropLast())
    return constructs(for: holder.member("builder"), form, in: family)
  }

  /// Whether anything is called by that last name.
  func calls(_ name: String, in family: SourceFamily) -> Bool {
    byName[Use(family: family, form: .call)]?[name] != nil
  }

  /// Whether something of that last name makes one of these, when called.
  func makes(
    _ products: Set<Construct.Product>, byCallOf name: String, in family: SourceFamily
  ) -> Bool {
    if methods[family]?[name] != nil { return true }
    return byName[Use(family: family, form: .call)]?[name]?.contains { entry in
      constructs[entry.construct].product.map(products.contains) ?? false
    } ?? false
  }

  /// Whether members of a class of a module make something.
  func knows(type name: String, of module: String, in family: SourceFamily) -> Bool {
    (roots[family]?[name] ?? []).contains { $0.isOf(module: module) }
  }

  /// The module of a class that needs no import to be named.
  func home(ofType name: String, in family: SourceFamily) -> String? {
    roots[family]?[name]?.lazy.compactMap(\.home).first
  }

  /// Whether a name that nothing defines is one of the language that the catalogue knows.
  func namesBuiltIn(_ name: String, in family: SourceFamily) -> Bool {
    builtIns[family]?.contains(name) == true
  }

  /// Whether the catalogue knows names of a module.
  func knows(module: String, in family: SourceFamily) -> Bool {
    quickModules[family]?.concerns(module) == true
  }

  /// Whether a file that imports a module may define a server of the Model Context Protocol.
  func mayServe(module: String, in family: SourceFamily) -> Bool {
    serverModules[family]?.concerns(module) == true
  }

  /// Whether functions of a file that imports a module may answer requests.
  func mayAnswer(module: String, in family: SourceFamily) -> Bool {
    answeringModules[family]?.concerns(module) == true
  }

  /// Whether a framework looks for functions that answer requests in a file, by its path.
  func mayAnswer(path: some StringProtocol, in family: SourceFamily) -> Bool {
    hostedConstructs(in: family).contains { construct in
      construct.needsUse && construct.hosting?.isTold(by: String(path)) == true
    }
  }

  /// The first parts of the modules that packages of these names bring, as far as the catalogue knows them:
  /// a repository that publishes a library holds its modules.
  func modules(of packages: Set<String>) -> Set<String> {
    guard !packages.isEmpty else { return [] }
    let plain = Set(packages.map(Self.plain))
    // `llama-index-llms-openai` is of LlamaIndex.
    var beginnings: Set<String> = []
    for package in packages {
      var beginning = ""
      for word in package.split(whereSeparator: { "-_.".contains($0) }) {
        beginning += Self.plain(word)
        // Any project's name may begin with a short word.
        if beginning.utf8.count >= Self.telling { beginnings.insert(beginning) }
      }
    }
    return Set(
      packageRoots.lazy.filter { root in
        beginnings.contains(root.plain) || plain.contains(root.plain)
          || plain.contains("openai\(root.plain)")
      }.map(\.name))
  }

  /// Shortest name of a module that tells by itself whose a package is.
  private static let telling = 8

  private static func plain(_ name: some StringProtocol) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
