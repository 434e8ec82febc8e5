import CYaml

/// The events of a YAML stream. Owns the state of libyaml, whose parser keeps its own stack.
final class YAMLEvents {
  enum Event {
    case documentStart, documentEnd, streamEnd
    case scalar(text: String, isPlain: Bool, tag: String?, anchor: String?)
    case sequenceStart(anchor: String?)
    case mappingStart(anchor: String?)
    case containerEnd
    case alias(String)
  }

  private var parser = yaml_parser_t()
  /// Line of the last event, counted from 1.
  private(set) var line = 1

  private let depthLimit: Int

  /// The buffer must outlive the object.
  init(_ buffer: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    self.depthLimit = depthLimit
    yaml_parser_initialize(&parser)
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
  }

  deinit { yaml_parser_delete(&parser) }

  func next() throws(DocumentError) -> Event {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { throw failure }
      defer { yaml_event_delete(&event) }
      line = Int(clamping: event.start_mark.line) + 1
      switch event.type {
      case YAML_STREAM_START_EVENT: continue
      case YAML_DOCUMENT_START_EVENT: return .documentStart
      case YAML_DOCUMENT_END_EVENT: return .documentEnd
      case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let content = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        return .scalar(
          text: String(decoding: content, as: UTF8.self),
          isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
          tag: Self.text(scalar.tag), anchor: Self.text(scalar.anchor))
      case YAML_SEQUENCE_START_EVENT:
        return .sequenceStart(anchor: Self.text(event.data.sequence_start.anchor))
      case YAML_MAPPING_START_EVENT:
        return .mappingStart(anchor: Self.text(event.data.mapping_start.anchor))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .containerEnd
      default: return .streamEnd
      }
    }
  }

  private var failure: DocumentError {
    let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
    let line = Int(clamping: parser.problem_mark.line) + 1
    // libyaml looks ahead, and has a limit of its own.
    if problem.hasPrefix("Maximum nesting level") { return .tooDeep(line: line, limit: depthLimit) }
    return .syntax(line: line, problem)
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
