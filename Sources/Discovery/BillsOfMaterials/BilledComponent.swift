import Estate
import Formats

/// One element of a bill of materials, whatever the format: what is said of it, not yet what it is.
struct BilledComponent: Sendable {
  /// What kind of thing the document says that it is.
  enum Form: Sendable, Hashable {
    case application, library, container, model, data, service
    /// Software or a file that is no asset; the word of the document for it.
    case other(String)
  }

  /// By which the document speaks of it; nil where it does not.
  var reference: String?
  var form: Form
  var name: String
  var group: String?
  var version: String?
  var packageURL: PackageURLParts?
  /// Properties that the document states in fields of its own, by the names of the schema.
  var facts: [String: Value] = [:]
  /// Addresses of the element: where it is published or answers.
  var addresses: [String] = []
  /// Texts in properties, by name.
  var pairs: [(name: String, value: String)] = []
  /// Where whoever wrote the document saw it.
  var sightings: [Sighting] = []
  var line: Int

  /// The name with the group that it belongs to.
  var fullName: String {
    guard let group, !group.isEmpty, !name.hasPrefix("\(group)/") else { return name }
    return "\(group)/\(name)"
  }

  /// Whether Isobar wrote it.
  var isOwn: Bool {
    pairs.contains { $0.name == ExchangeText.identity || $0.name == ExchangeText.partOf }
  }

  /// Value of the first pair of that name.
  func value(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
}

extension BilledComponent.Form {
  /// The word for it in what is told to people.
  var word: String {
    switch self {
    case .application: "application"
    case .library: "library"
    case .container: "container"
    case .model: "model"
    case .data: "data"
    case .service: "service"
    case .other(let word): word
    }
  }
}
