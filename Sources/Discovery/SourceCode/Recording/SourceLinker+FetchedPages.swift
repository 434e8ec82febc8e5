import Estate
import Formats

/// Pages of the web that code fetches for a model by plain requests.
extension SourceLinker {
  /// The page that a request gets, in code of a tool or beside what asks models, where the function is called
  /// so or reads the text of the page.
  func recordFetchedPage(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    guard occurrence.construct.facts["type"] == "http-request", unit.isAuthored,
      facts.texts.fetchedPages.fetches(occurrence.symbol.last), !isOfAnswer(occurrence),
      case .place(let place) = occurrence.key, known(occurrence.key)?.isEmpty != false,
      let call = occurrence.calls.first, !sendsData(call)
    else { return }
    let address = address(of: call)
    if let address {
      // What only the address's end is known of names no page.
      guard let server = ServerAddress(address), server.isHostKnown, !server.isLoopback,
        facts.providers.provider(address: address) == nil,
        !facts.texts.fetchedPages.isOther(server.path)
      else { return }
    }
    let function = outermostFunction(around: place.node, in: unit)
    guard isOfPages(call, function, in: unit), servesModels(place, in: unit) else { return }
    let thing: Thing
    if let address {
      let page = String(address.prefix { $0 != "?" && $0 != "#" })
      thing = Thing(AssetID(.contentSource, "url", page), .contentSource, PlainLine.of(page))
    } else {
      guard let function else { return }
      let (name, scope) = (unit.functionName(function), unit.outline.functionScope(function))
      let native = "\(native(unit))#page/\(unit.qualified(name, at: scope))"
      // `_run` of a tool says less than the tool's class.
      let owner = scope.classDefinition.map(unit.outline.className)
      thing = Thing(
        AssetID(.contentSource, "repo", native), .contentSource,
        facts.texts.fetchedPages.names(name) ? name : owner ?? name)
    }
    asset(
      thing, ["type": .text("web"), "trust": .text("untrusted")], line: occurrence.line, in: unit,
      confidence: 0.6)
    contain(thing, line: occurrence.line, in: unit)
    if let function, facts.texts.fetchedPages.names(unit.outline.functionName(function)) {
      asset(thing, line: unit.outline.functionLine(function), in: unit, confidence: 0.6)
    }
  }

  /// Whether a request gives the server something to work on.
  private func sendsData(_ call: CodeCall) -> Bool {
    for keys in ["#1.body", "json", "data", "content"]
    where !reader.select(ArgumentSelector(keys), of: call).isEmpty {
      return true
    }
    let methods = reader.select(ArgumentSelector("#1.method"), of: call)
    return methods.contains { $0.literal?.uppercased() != "GET" }
  }

  private func address(of call: CodeCall) -> String? {
    reader.select(ArgumentSelector("#0"), of: call).lazy.compactMap(\.literal).first {
      $0.contains("://")
    }
  }

  /// Whether a part of an answer is looked up by its key, as `page.get("title")` or `answer.headers.get("Date")`.
  private func isOfAnswer(_ occurrence: Occurrence) -> Bool {
    guard let call = occurrence.calls.first, let node = call.node,
      let argument = call.unit.outline.arguments(node).first
    else { return true }
    if occurrence.symbol.path.dropLast().contains(where: facts.reading.answerParts.contains) {
      return true
    }
    guard call.unit.outline.kind(argument) == .string else { return false }
    return call.unit.outline.text(argument)?.contains("/") != true
  }

  private func outermostFunction(
    around node: SourceOutline.Expression, in unit: SourceUnit
  ) -> Int? {
    var (scope, found) = (unit.outline.scope(node), Int?.none)
    while !scope.isFile {
      if let function = scope.function, !unit.outline.functionName(function).isEmpty {
        found = found ?? function
      }
      scope = unit.outline.parent(of: scope)
    }
    return found
  }

  /// Whether what is fetched is text to read, by the function's name, the address's name or what reads it.
  private func isOfPages(_ call: CodeCall, _ function: Int?, in unit: SourceUnit) -> Bool {
    let (outline, pages) = (unit.outline, facts.texts.fetchedPages)
    if let function, pages.names(outline.functionName(function)) { return true }
    if let node = call.node, let argument = outline.arguments(node).first,
      [.name, .member].contains(outline.kind(argument)),
      outline.text(argument).map(pages.namesAddress) == true
    {
      return true
    }
    if readsPages(unit) { return true }
    guard let function else { return false }
    let scope = Scope(function: function)
    return outline.calls.contains { call in
      guard outline.scope(call) == scope, let callee = outline.firstChild(call) else {
        return false
      }
      return outline.text(callee).map(pages.reads) == true
    }
  }

  /// Whether a file imports what takes the text of pages apart.
  private func readsPages(_ unit: SourceUnit) -> Bool {
    unit.imports.contains { facts.texts.fetchedPages.readsPages($0.module) }
  }

  /// Whether what stands at a place is a part of a tool, or of a file that works for models or an index.
  private func servesModels(_ place: CodePlace, in unit: SourceUnit) -> Bool {
    if isInTool(place, in: unit) { return true }
    let project = projectFolder(unit).native
    if indexedProjects.contains(project) { return true }
    // What takes pages apart does so for what its project asks.
    if modelProjects.contains(project), readsPages(unit) { return true }
    return occurrences.contains { other in
      guard other.unit.index == unit.index else { return false }
      return switch other.construct.product {
      case .agent, .model, .call, .vectorIndex, .prompt, .tool: true
      default: false
      }
    }
  }
}
