import Estate
import Formats

/// Vector indexes that are known by their clients, their retrievers, or the type that is declared of them.
extension SourceLinker {
  /// The indexes that a project makes or reaches for, with their engines and the files that do.
  struct ProjectIndex {
    let engine: String?
    let unit: Int
    let thing: Thing
  }

  /// Whether a construct is the client of a store, which is an index only where no other is known.
  static func isStoreClient(_ construct: Construct) -> Bool {
    construct.product == .vectorIndex && construct.facts["type"] == "client"
  }

  /// Gathers the indexes of each project, before anything is made of clients and declared types.
  func noteIndexes() {
    for occurrence in occurrences
    where occurrence.construct.product == .vectorIndex
      && !Self.isStoreClient(occurrence.construct)
    {
      // A collection whose name comes from elsewhere says no more than the client.
      guard occurrence.construct.arguments["name"] == nil || namedIndex(occurrence) != nil,
        !keepsOther(occurrence)
      else { continue }
      let engine = occurrence.construct.facts["engine"]
      for thing in things(for: occurrence.key) {
        note(
          ProjectIndex(engine: engine, unit: occurrence.unit.index, thing: thing),
          of: projectFolder(occurrence.unit).native)
      }
    }
  }

  /// The index behind a client of a store: the one that the project names, else the client itself.
  func clientIndexes(_ occurrence: Occurrence) -> [Thing] {
    let engine = occurrence.construct.facts["engine"]
    let project = projectFolder(occurrence.unit).native
    let named = (indexesByProject[project] ?? []).filter { $0.engine == engine }
    if named.count == 1 { return [named[0].thing] }
    // Of several, none is the client's own; those of its file are seen there, too.
    guard !named.contains(where: { $0.unit == occurrence.unit.index }) else { return [] }
    return [store(occurrence, engine ?? occurrence.symbol.typeName)]
  }

  /// The indexes of a file are seen where the client of their store is made.
  func recordClient(_ occurrence: Occurrence) {
    let engine = occurrence.construct.facts["engine"]
    let project = projectFolder(occurrence.unit).native
    let named = (indexesByProject[project] ?? []).filter {
      $0.engine == engine && $0.unit == occurrence.unit.index
    }
    for index in named.prefix(Self.mostOfClient) {
      asset(index.thing, line: occurrence.line, in: occurrence.unit)
    }
  }

  /// Indexes of a file of which more are not told apart by their client.
  private static let mostOfClient = 4

  /// The index of a collection that is only called by what holds its name: the one that the project names, the
  /// store itself where it names none; nil where the call says more.
  func heldIndexes(_ occurrence: Occurrence) -> [Thing]? {
    let construct = occurrence.construct
    guard let engine = construct.facts["engine"], let selectors = construct.arguments["name"],
      occurrence.calls.contains(where: { reader.expression(selectors, of: $0) != nil })
    else { return nil }
    let isTemplate = values(of: "name", occurrence).contains {
      if case .template = $0 { true } else { false }
    }
    guard !isTemplate else { return nil }
    let project = projectFolder(occurrence.unit).native
    let named = (indexesByProject[project] ?? []).filter { $0.engine == engine }
    return [named.count == 1 ? named[0].thing : store(occurrence, engine)]
  }

  /// A store of which the project names no index, called as its client where there is one.
  private func store(_ occurrence: Occurrence, _ engine: String) -> Thing {
    let native = "\(projectFolder(occurrence.unit).native)#\(engine)"
    let name: String
    if let known = storeNames[native] {
      name = known
    } else {
      let clients = occurrences.filter {
        Self.isStoreClient($0.construct) && $0.construct.facts["engine"] == engine
          && projectFolder($0.unit).native == projectFolder(occurrence.unit).native
      }
      // Clients that are called otherwise in each place are called as what they are.
      let names = Set(clients.compactMap { givenName(of: $0) })
      let type = clients.first?.symbol.typeName ?? plainName(of: occurrence)
      let given = names.count == 1 ? names.first : nil
      name = given.flatMap { facts.texts.isPlain(store: $0) ? nil : $0 } ?? type
      storeNames[native] = name
    }
    return Thing(AssetID(.vectorIndex, "repo", native), .vectorIndex, String(name.prefix(120)))
  }

  private func givenName(of occurrence: Occurrence) -> String? {
    guard case .place(let place) = occurrence.key else { return name(of: occurrence) }
    return occurrence.unit.givenName(place.node)
  }

  /// Whether a collection of a store keeps settings and such, by its name, and not what a model is given.
  func keepsOther(_ occurrence: Occurrence) -> Bool {
    occurrence.construct.arguments["embedding"] == nil
      && literal(of: "name", occurrence).map(facts.texts.namesOtherIndex) == true
  }

  /// The index that a retriever reads from where the code does not say what it is.
  func retrieverIndex(_ occurrence: Occurrence) -> [Thing] {
    let isClass = occurrence.symbol.path.contains { $0.first?.isUppercase == true }
    guard isClass, case .place = occurrence.key,
      occurrence.construct.arguments["index"] != nil,
      !attached("index", occurrence).contains(where: { $0.kind == .vectorIndex }),
      // A retriever of one's own may look up anywhere.
      !values(of: "index", occurrence).contains(where: Self.isOwnObject)
    else { return [] }
    let name =
      argumentLabel("index", occurrence) ?? name(of: occurrence) ?? occurrence.symbol.typeName
    let symbol = symbol(
      symbolBase(occurrence, name), for: occurrence.key, .vectorIndex, occurrence.unit)
    return [
      Thing(
        AssetID(.vectorIndex, "repo", "\(native(occurrence.unit))#\(symbol)"), .vectorIndex, name)
    ]
  }

  private static func isOwnObject(_ value: Meaning) -> Bool {
    if case .instance(let instance) = value, case .definition = instance.type {
      true
    } else {
      false
    }
  }

  /// The one index of the project of a file; nil where it has none, or several.
  func indexOfProject(_ unit: SourceUnit) -> Thing? {
    let known = Set((indexesByProject[projectFolder(unit).native] ?? []).map(\.thing))
    if known.count > 1 { return nil }
    if let thing = known.first { return thing }
    let project = projectFolder(unit).native
    let clients = Set(
      occurrences.filter {
        $0.construct.product == .vectorIndex && projectFolder($0.unit).native == project
      }.flatMap { things(for: $0.key) })
    return clients.count == 1 ? clients.first : nil
  }

  /// The index of a project behind a value of which only the type is known: an injected `VectorStore`.
  func declaredIndex(_ symbol: SymbolName, in unit: SourceUnit) -> Thing? {
    guard
      let construct = reader.constructs(for: symbol, .reference, in: unit.family).first,
      construct.product == .vectorIndex
    else { return nil }
    let project = projectFolder(unit).native
    if let known = indexesByProject[project], Set(known.map(\.thing)).count == 1 {
      return known[0].thing
    }
    let name = symbol.typeName
    return Thing(AssetID(.vectorIndex, "repo", "\(project)#\(name)"), .vectorIndex, name)
  }

  /// The index that something looks up by its name: `indexName: "papers"`.
  func index(named name: String, in unit: SourceUnit) -> Thing {
    let project = projectFolder(unit).native
    if let known = indexesByProject[project]?.first(where: { $0.thing.name == name }) {
      return known.thing
    }
    let native = "\(project)#index/\(name.prefix(120))"
    return Thing(AssetID(.vectorIndex, "repo", native), .vectorIndex, String(name.prefix(120)))
  }

  /// An index is seen where its name stands: `const Collection = "products"`.
  func recordName(of index: Thing, _ occurrence: Occurrence) {
    for value in values(of: "name", occurrence) {
      var written = value
      // `os.getenv("SEARCH_INDEX", "letters")`
      if case .environment(_, let standard?) = value { written = standard }
      guard case .text(_, let place) = written else { continue }
      let home = project.units[place.unit]
      let line = home.outline.line(place.node)
      if home.index == occurrence.unit.index, abs(line - occurrence.line) < 2 { continue }
      asset(index, line: line, in: home)
    }
  }

  /// A retriever, or a search in an index, is seen where it stands.
  func recordRetriever(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    var indexes = things(for: occurrence.key).filter { $0.kind == .vectorIndex }
    for index in indexes {
      asset(index, line: occurrence.line, in: unit, confidence: 0.8 * confidence(unit))
      contain(index, line: occurrence.line, in: unit)
    }
    let isSearch = occurrence.construct.facts["type"] == "search"
    for index in attached("index", occurrence) where index.kind == .vectorIndex {
      // A search says where the index is only where nothing else does.
      if !isSearch || !hasRecorded(index) {
        asset(index, line: occurrence.line, in: unit)
        contain(index, line: occurrence.line, in: unit)
      }
      if !indexes.contains(index) { indexes.append(index) }
    }
    guard case .place(let place) = occurrence.key else { return }
    for owner in enclosingOwners(of: unit.outline.scope(place.node), unit)
    where owner.kind == .agent || owner.kind == .tool {
      for index in indexes {
        relate(owner, index, role: "retrieves", line: occurrence.line, in: unit)
      }
    }
  }
}
