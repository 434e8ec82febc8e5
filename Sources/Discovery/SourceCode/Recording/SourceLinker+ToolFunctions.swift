import Estate
import Formats

/// Functions that do what a tool does which is described elsewhere in their file.
extension SourceLinker {
  /// A tool that is described for a model, `{"name": "weather", …}`, is seen where its function stands, too:
  /// `def weather(city)`, `def _weather(city)`.
  func recordFunction(of tool: Thing, named name: String, in unit: SourceUnit) {
    guard unit.family == .python, unit.scope != "vendored" else { return }
    for written in [name, "_\(name)"] {
      for case .function(let index) in unit.bindings(of: written, in: .file) {
        let key = ThingKey.function(unit: unit.index, index: index)
        guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
        remember([tool], for: key)
        return asset(tool, line: unit.outline.functionLine(index), in: unit)
      }
    }
  }
}
