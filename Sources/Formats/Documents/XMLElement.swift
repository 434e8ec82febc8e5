/// An element of an XML document, with the line of its start tag.
public struct XMLElement: Sendable {
  /// Name without its namespace prefix.
  public let name: String
  /// Counted from 1.
  public let line: Int
  public internal(set) var attributes: [String: String] = [:]
  public internal(set) var children: [XMLElement] = []
  /// The text directly inside the element, without white space around it.
  public internal(set) var text = ""

  /// The first child of that name.
  public subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The children of that name.
  public func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
