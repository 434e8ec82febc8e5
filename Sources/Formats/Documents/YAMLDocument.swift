/// Reads a YAML stream into trees, one a document. Aliases and merge keys (`<<`) are expanded, each
/// expansion counted.
public enum YAMLDocument {
  public static func parse(
    _ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentError) -> [DocumentNode] {
    let text = TextDecoding.utf8(bytes)
    return try text.withUnsafeBufferPointer { buffer throws(DocumentError) in
      var builder = YAMLTreeBuilder(limits: limits)
      return try builder.build(YAMLEvents(buffer, depthLimit: limits.depth))
    }
  }
}

/// Builds trees from events with a stack of its own.
private struct YAMLTreeBuilder {
  /// A finished node with what it costs: its height and its nodes, aliases expanded.
  struct Built {
    let node: DocumentNode
    var height = 1
    var nodes = 1
  }

  struct Container {
    let isMapping: Bool
    let anchor: String?
    let line: Int
    var key: (text: String, line: Int, merges: Bool)?
    var merged: [DocumentEntry] = []
    var entries: [DocumentEntry] = []
    var items: [DocumentNode] = []
    var height = 1
    var nodes = 1
  }

  let limits: DocumentLimits
  var open: [Container] = []
  var anchors: [String: Built] = [:]
  var documents: [DocumentNode] = []
  /// Nodes of the whole stream so far.
  var total = 0

  init(limits: DocumentLimits) { self.limits = limits }

  mutating func build(_ events: YAMLEvents) throws(DocumentError) -> [DocumentNode] {
    while true {
      let event = try events.next()
      let line = events.line
      switch event {
      case .streamEnd: return documents
      case .documentStart, .documentEnd: anchors = [:]
      case .sequenceStart(let anchor): try push(isMapping: false, anchor, line)
      case .mappingStart(let anchor): try push(isMapping: true, anchor, line)
      case .scalar(let text, let isPlain, let tag, let anchor):
        try count(1)
        if let last = open.last, last.isMapping, last.key == nil {
          open[open.count - 1].key = (text, line, isPlain && tag == nil && text == "<<")
          if let anchor { anchors[anchor] = Built(node: DocumentNode(.text(text), line: line)) }
        } else {
          let content = YAMLScalar.content(text, isPlain: isPlain, tag: tag)
          try add(Built(node: DocumentNode(content, line: line)), anchor: anchor, line)
        }
      case .alias(let name):
        guard let built = anchors[name] else {
          throw .syntax(line: line, "unknown anchor '\(name)'")
        }
        try count(built.nodes)
        guard open.count + built.height <= limits.depth + 1 else {
          throw .tooDeep(line: line, limit: limits.depth)
        }
        try add(built, anchor: nil, line)
      case .containerEnd: try pop(line)
      }
    }
  }

  private mutating func count(_ nodes: Int) throws(DocumentError) {
    total += nodes
    guard total <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
  }

  private mutating func push(
    isMapping: Bool, _ anchor: String?, _ line: Int
  ) throws(DocumentError) {
    try count(1)
    guard open.count < limits.depth else { throw .tooDeep(line: line, limit: limits.depth) }
    open.append(Container(isMapping: isMapping, anchor: anchor, line: line))
  }

  private mutating func pop(_ line: Int) throws(DocumentError) {
    guard let last = open.popLast() else { return }
    let content: DocumentNode.Content =
      last.isMapping ? .mapping(last.merged + last.entries) : .sequence(last.items)
    let built = Built(
      node: DocumentNode(content, line: last.line), height: last.height, nodes: last.nodes)
    try add(built, anchor: last.anchor, line)
  }

  private mutating func add(_ built: Built, anchor: String?, _ line: Int) throws(DocumentError) {
    if let anchor { anchors[anchor] = built }
    guard let last = open.indices.last else {
      documents.append(built.node)
      return
    }
    open[last].height = max(open[last].height, built.height + 1)
    open[last].nodes += built.nodes
    guard open[last].isMapping else {
      open[last].items.append(built.node)
      return
    }
    guard let key = open[last].key else {
      // A key that is no scalar has no text of its own; an alias to a scalar has.
      open[last].key = (built.node.scalar ?? "?", line, false)
      return
    }
    open[last].key = nil
    if key.merges, built.node.isMapping || built.node.items.contains(where: \.isMapping) {
      // Of several, the first wins; whoever stands last is taken, so they come in reverse.
      let sources = built.node.isMapping ? [built.node] : built.node.items.reversed()
      open[last].merged = sources.flatMap(\.entries) + open[last].merged
    } else {
      open[last].entries.append(DocumentEntry(key: key.text, line: key.line, value: built.node))
    }
  }
}
