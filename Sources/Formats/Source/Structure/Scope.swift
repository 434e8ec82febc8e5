/// The function or class that something stands directly in, or the file.
public struct Scope: Sendable, Hashable {
  /// Zero for the file, positive for functions, negative for classes.
  public let code: Int32

  public static let file = Scope(code: 0)

  init(code: Int32) { self.code = code }

  public init(function index: Int) { code = Int32(truncatingIfNeeded: index + 1) }

  public init(class index: Int) { code = Int32(truncatingIfNeeded: -index - 1) }

  /// Index in `SourceStructure.functions`.
  public var function: Int? { code > 0 ? Int(code) - 1 : nil }

  /// Index in `SourceStructure.classes`.
  public var classDefinition: Int? { code < 0 ? Int(-code) - 1 : nil }

  public var isFile: Bool { code == 0 }
}
