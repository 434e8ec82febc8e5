import Estate
import Formats

/// Data sets and registries.
extension SourceLinker {
  func dataset(_ occurrence: Occurrence) -> [Thing] {
    let construct = occurrence.construct
    let unit = occurrence.unit
    let authority = construct.facts["authority"] ?? "file"
    if let path = dataPath(occurrence) ?? path(of: "url", occurrence) {
      return authority == "file" && facts.texts.learning.namesResults(path)
        ? [] : datasetFile(path, unit)
    }
    let handed = handedPaths(occurrence).compactMap(\.path)
    if !handed.isEmpty {
      var things: [Thing] = []
      for thing in handed.flatMap({ datasetFile($0, unit) }) where !things.contains(thing) {
        things.append(thing)
      }
      return Array(things.prefix(8))
    }
    if readsBuffer(occurrence) { return [] }
    if construct.arguments["query"] != nil { return queriedTable(occurrence) }
    let several = datasetNames(occurrence)
    if several.count > 1 {
      return several.map {
        Thing(AssetID(.dataset, authority, String($0.prefix(160))), .dataset, $0)
      }
    }
    var name =
      literal(of: "name", occurrence) ?? several.first ?? construct.facts["name"]
    if name == nil, construct.arguments["name"] == nil, construct.arguments["path"] == nil {
      name = Self.datasetName(occurrence.symbol)
    }
    guard let name, !name.isEmpty else {
      guard
        let given = construct.arguments["name"] == nil
          ? argumentLabel("path", occurrence) ?? self.name(of: occurrence)
          : self.name(of: occurrence) ?? argumentLabel("path", occurrence)
            ?? argumentLabel("name", occurrence)
      else { return [] }
      let symbol = symbol(symbolBase(occurrence, given), for: occurrence.key, .dataset, unit)
      var label = given
      if case .place(let place) = occurrence.key, facts.texts.isPlain(data: given) {
        label = tellingName(around: unit.outline.scope(place.node), in: unit) ?? given
      }
      return [
        Thing(AssetID(.dataset, "repo", "\(native(unit))#\(symbol)"), .dataset, label)
      ]
    }
    if authority == "huggingface", name.hasPrefix(".") || name.hasPrefix("/") {
      return datasetFile(name, unit)
    }
    let full = literal(of: "config", occurrence).map { "\(name)/\($0)" } ?? name
    return [Thing(AssetID(.dataset, authority, String(full.prefix(160))), .dataset, name)]
  }

  /// Whether what is read lies in memory: an upload, an answer, a text of the code.
  private func readsBuffer(_ occurrence: Occurrence) -> Bool {
    let buffers = facts.reading[occurrence.unit.family].buffers
    return values(of: "path", occurrence).contains { value in
      guard case .instance(let instance) = value, case .external(let symbol) = instance.type else {
        return false
      }
      return buffers.contains(symbol.description)
    }
  }

  /// The names that data is asked for by, where the code has several: `load_dataset(NAMES[key])`,
  /// `for name in NAMES: load_dataset(name)`. Paths are none.
  private func datasetNames(_ occurrence: Occurrence) -> [String] {
    var names: [String] = []
    for case .text(let text, _) in datasetTexts(occurrence) where !names.contains(text) {
      guard text.first != ".", text.first != "/", !text.isEmpty else { continue }
      names.append(text)
    }
    return Array(names.prefix(Self.mostDatasets))
  }

  /// The texts in the place of the name, those of lists and alternatives among them.
  private func datasetTexts(_ occurrence: Occurrence) -> [Meaning] {
    guard occurrence.construct.facts["several"] != nil else { return [] }
    return values(of: "name", occurrence).prefix(4).flatMap { value -> [Meaning] in
      switch value {
      case .oneOf(let values): return values
      case .list(let items, _): return items
      case .text, .environment(_, .text): return [value]
      default: return []
      }
    }
  }

  /// Data sets that one call may read.
  private static let mostDatasets = 16

  /// Data of several names is seen where the names stand, too.
  func recordDatasetNames(_ occurrence: Occurrence) {
    let isOne = occurrence.construct.facts["several"] == nil
    let texts = isOne ? values(of: "name", occurrence) : datasetTexts(occurrence)
    let known = things(for: occurrence.key)
    for text in texts {
      let standard = if case .environment(_, let value?) = text { value } else { text }
      guard case .text(let text, let place) = standard,
        let thing = known.first(where: { $0.name == text })
      else { continue }
      let home = project.units[place.unit]
      guard home.scope != "vendored" else { continue }
      asset(thing, line: home.outline.line(place.node), in: home)
    }
  }

  /// An address that is called is seen where it stands, too: a constant, the default of a parameter.
  func recordAddress(of thing: Thing, _ occurrence: Occurrence) {
    for role in ["name", "url"] {
      let values = values(of: role, occurrence).flatMap { value in
        // One of two addresses, by where the program runs.
        if case .oneOf(let choices) = value { choices } else { [value] }
      }
      for case .text(let text, let place) in values
      where text.contains("://") && (text == thing.name || values.count > 1) {
        let home = project.units[place.unit]
        guard home.scope != "vendored" else { continue }
        asset(thing, line: home.outline.line(place.node), in: home)
      }
    }
  }

  /// Who writes a data set decides what is learnt from it.
  func relateWriting(_ occurrence: Occurrence) {
    guard occurrence.construct.facts["access"] == "save" else { return }
    let unit = occurrence.unit
    let writer = unit.cells == nil ? application(unit) : notebook(unit).id
    for thing in things(for: occurrence.key) {
      relation(.writes, from: writer, to: thing.id, line: occurrence.line, in: unit)
    }
  }

  /// The path that data is read from; among all arguments of a class of one's own, what looks like one.
  private func dataPath(_ occurrence: Occurrence) -> String? {
    guard occurrence.construct.arguments["path"]?.contains(where: { $0.place == .all }) == true
    else { return path(of: "path", occurrence) }
    return values(of: "path", occurrence).lazy.compactMap(\.path).first {
      $0.contains("/") || $0.contains(".") && !$0.contains(" ")
    }
  }

  /// The data set of that name which a service keeps: `client.evaluate(ask, data="desk questions")`.
  func keptDataset(_ value: Meaning, _ occurrence: Occurrence) -> Thing? {
    guard occurrence.construct.product == .evaluation,
      let service = occurrence.construct.facts["authority"],
      case .text(let text, let place) = value,
      (2...160).contains(text.utf8.count), !text.contains("/"), !text.contains(".")
    else { return nil }
    let thing = Thing(AssetID(.dataset, service, text), .dataset, text)
    let unit = project.units[place.unit]
    asset(thing, line: unit.outline.line(place.node), in: unit)
    contain(thing, line: unit.outline.line(place.node), in: unit)
    return thing
  }

  /// The data set that a text names, which is given to what trains.
  func dataset(ofText text: String, at place: CodePlace) -> [Thing] {
    let unit = project.units[place.unit]
    let isPath = text.contains("/") || text.contains(".")
    guard isPath, !text.contains(" "), (3...300).contains(text.utf8.count) else { return [] }
    let things = datasetFile(text, unit)
    for thing in things {
      asset(thing, line: unit.outline.line(place.node), in: unit)
      contain(thing, line: unit.outline.line(place.node), in: unit)
    }
    return things
  }

  func datasetFile(_ path: String, _ unit: SourceUnit) -> [Thing] {
    // People write paths of Windows, too.
    let path = path.contains("/") ? path : path.replacing("\\", with: "/")
    let parts = path.split(separator: "/")
    let name = String(parts.last { $0 != "{}" && $0 != "." && $0 != ".." } ?? Substring(path))
    if let address = StorageAddress(path) {
      return [
        Thing(AssetID(.dataset, address.authority, address.native), .dataset, name)
      ]
    }
    if path.contains("://") {
      guard let address = ServerAddress(path), address.isHostKnown else { return [] }
      return [
        Thing(AssetID(.dataset, "url", "\(address.host)\(address.path)"), .dataset, name)
      ]
    }
    guard let plain = WrittenPath(path)?.text else { return [] }
    return [
      Thing(
        AssetID(.dataset, "repo", "\(unit.repository.native)/\(plain.prefix(300))"), .dataset, name)
    ]
  }

  /// `sklearn.datasets.load_iris` is iris, `keras.datasets.mnist.load_data` mnist.
  private static func datasetName(_ symbol: SymbolName) -> String {
    let plain: Set<String> = [
      "load_data", "load", "load_dataset", "load_pandas", "download", "get_data",
    ]
    var path = symbol.path[...]
    while let last = path.last, plain.contains(last), path.count > 1 { path.removeLast() }
    var name = path.last ?? symbol.last
    for prefix in ["load_", "fetch_", "get_"] where name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
    }
    return name
  }

  /// An index that a store knows by a name is the same wherever a project reaches for it.
  func namedIndex(_ occurrence: Occurrence) -> Thing? {
    let variable = values(of: "name", occurrence).lazy.compactMap { value in
      if case .environment(let variable, nil) = value { variable } else { nil }
    }
    guard
      let name = literal(of: "name", occurrence) ?? variable.first
        ?? statedTable(occurrence), !name.isEmpty
    else { return nil }
    return index(
      named: name, of: occurrence.construct.facts["engine"] ?? "index", in: occurrence.unit)
  }

  /// The index of a project that an engine keeps under a name.
  func index(named name: String, of engine: String, in unit: SourceUnit) -> Thing {
    let native = "\(projectFolder(unit).native)#\(engine)/\(name.prefix(120))"
    return Thing(AssetID(.vectorIndex, "repo", native), .vectorIndex, String(name.prefix(120)))
  }

  func registry(_ occurrence: Occurrence) -> [Thing] {
    let construct = occurrence.construct
    let engine = construct.facts["engine"] ?? construct.framework ?? occurrence.symbol.module
    let url = literal(of: "url", occurrence).flatMap { ServerAddress($0) }.map { address in
      address.port.map { "\(address.host):\($0)" } ?? address.host
    }
    let name = literal(of: "name", occurrence)
    let unit = occurrence.unit
    let native = url ?? name.map { "\(unit.repository.native)#\($0)" } ?? unit.repository.native
    return [
      Thing(AssetID(.modelRegistry, engine, native), .modelRegistry, name ?? url ?? engine)
    ]
  }
}
