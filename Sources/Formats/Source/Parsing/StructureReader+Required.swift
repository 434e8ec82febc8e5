/// Modules that are brought in by a call.
extension StructureReader {
  /// Records `const x = require("m")` and `const {a, b: c} = await import("m")`.
  mutating func recordRequired(_ value: Int32, by target: Int32, at first: Int) {
    guard let module = requiredModule(value) else { return }
    switch kind(target) {
    case .name:
      record(.member, module: module, name: "default", alias: nodeText(target), at: first)
    case .object:
      var child = structure.nodes[Int(target)].child
      while child >= 0 {
        recordRequiredPart(child, of: module, at: first)
        child = structure.nodes[Int(child)].next
      }
    default: break
    }
  }

  private mutating func recordRequiredPart(_ part: Int32, of module: String, at first: Int) {
    switch kind(part) {
    case .name: record(.member, module: module, name: nodeText(part), at: first)
    case .pair:
      let key = structure.nodes[Int(part)].child
      guard key >= 0, kind(key) == .name else { return }
      let value = structure.nodes[Int(key)].next
      guard value >= 0, kind(value) == .name else { return }
      record(.member, module: module, name: nodeText(key), alias: nodeText(value), at: first)
    default: break
    }
  }

  /// The module that `require("m")` or `import("m")` names.
  private func requiredModule(_ value: Int32) -> String? {
    var call = value
    while kind(call) == .unary { call = structure.nodes[Int(call)].child }
    guard kind(call) == .call else { return nil }
    let callee = structure.nodes[Int(call)].child
    guard callee >= 0, kind(callee) == .name else { return nil }
    let name = nodeText(callee)
    guard name == "require" || name == "import" else { return nil }
    let argument = structure.nodes[Int(callee)].next
    guard argument >= 0, kind(argument) == .string, structure.nodes[Int(argument)].next < 0 else {
      return nil
    }
    return structure.string(of: SourceExpression(argument))
  }

  /// Records `require "m"`.
  mutating func recordRubyRequired(_ call: Int32, at first: Int) {
    let callee = structure.nodes[Int(call)].child
    guard callee >= 0, kind(callee) == .name, nodeText(callee) == "require" else { return }
    let argument = structure.nodes[Int(callee)].next
    guard argument >= 0, kind(argument) == .string,
      let module = structure.string(of: SourceExpression(argument))
    else { return }
    record(.module, module: module, at: first)
  }

  private func nodeText(_ node: Int32) -> String {
    text(Int(structure.nodes[Int(node)].token))
  }
}
