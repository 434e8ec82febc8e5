import Estate
import Formats

/// The elements of one document, and what it says that they have to do with each other. An element is
/// known by its number, as many have no reference.
struct BillContents {
  /// One element needs another, or holds it.
  struct Edge: Sendable {
    let from: Int
    let to: Int
    let line: Int
    /// The relation that the document states; nil for one that follows from the kinds.
    var kind: RelationKind?
    var isPart = false
  }

  /// A weakness and the elements that it affects.
  struct Weakness: Sendable {
    let name: String
    let severity: String?
    let description: String?
    let elements: [Int]
    let line: Int
  }

  /// A relation that Isobar wrote, where it does not stand on its tail.
  struct OwnLink: Sendable {
    let from: Int
    let link: ExchangeText.Link
    let line: Int
  }

  private(set) var components: [BilledComponent] = []
  private(set) var edges: [Edge] = []
  private(set) var weaknesses: [Weakness] = []
  private(set) var links: [OwnLink] = []
  private(set) var skipped: [(line: Int, reason: String)] = []
  /// What the document is about.
  var subject: Int?
  /// Kinds of relations that the document says were looked for.
  var collected: Set<RelationKind> = []
  private var numbers: [String: Int] = [:]

  /// Adds an element and gives its number. A reference that stands twice means its first element.
  @discardableResult
  mutating func add(_ component: BilledComponent) -> Int {
    components.append(component)
    let number = components.count - 1
    if let reference = component.reference, numbers[reference] == nil {
      numbers[reference] = number
    }
    return number
  }

  /// Number of the element that a reference means.
  func number(of reference: String) -> Int? { numbers[reference] }

  mutating func add(_ edge: Edge) {
    // What Isobar wrote has its relations in full beside it.
    guard edge.from != edge.to, !components[edge.from].isOwn else { return }
    edges.append(edge)
  }

  mutating func add(_ weakness: Weakness) { weaknesses.append(weakness) }

  mutating func add(_ link: OwnLink) { links.append(link) }

  mutating func skip(_ reason: String, line: Int) { skipped.append((line, reason)) }
}
