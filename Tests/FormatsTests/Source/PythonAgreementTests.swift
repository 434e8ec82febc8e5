import Foundation
import TestSupport
import Testing

@testable import Formats

/// The calls of Python's own library, against Python's own parser.
@Suite struct PythonAgreementTests {
  /// Prints, for every tenth file, its path and then each call: line (0 in formatted strings, whose
  /// lines older parsers get wrong), callee, positional arguments, names, plain strings.
  static let oracle = """
    import ast, json, sysconfig, pathlib, warnings
    warnings.simplefilter("ignore")
    def path(n):
        p = []
        while isinstance(n, ast.Attribute): p.append(n.attr); n = n.value
        return ".".join([n.id] + p[::-1]) if isinstance(n, ast.Name) else "?"
    files = sorted(pathlib.Path(sysconfig.get_path("stdlib")).rglob("*.py"))
    files = [f for f in files if "site-packages" not in f.parts and "dist-packages" not in f.parts]
    for file in files[::10]:
        try: tree = ast.parse(file.read_bytes())
        except (SyntaxError, ValueError): continue
        inside, calls = set(), []
        for n in ast.walk(tree):
            if isinstance(n, ast.JoinedStr): inside.update(id(m) for m in ast.walk(n))
        for n in ast.walk(tree):
            if not isinstance(n, ast.Call): continue
            values = n.args + [k.value for k in n.keywords]
            texts = sorted(v.value for v in values if isinstance(v, ast.Constant)
                and isinstance(v.value, str) and "\\\\N{" not in ast.unparse(v))
            names = sorted(k.arg for k in n.keywords if k.arg)
            count = len(n.args) + sum(1 for k in n.keywords if not k.arg)
            line = 0 if id(n) in inside else n.lineno
            calls.append([line, path(n.func), count, names, [t.encode("utf-8", "replace").decode() for t in texts]])
        print(json.dumps([str(file), calls]))
    """

  private struct Site: Hashable {
    let line: Int
    let callee: String
    let count: Int
    let names: [String]
    let texts: [String]
  }

  @Test func `call sites of the standard library equal those of ast`() throws {
    let command = try Command(["python3", "-c", Self.oracle])
    #expect(command.status == 0, "\(command.errors)")
    var (expected, equal, extra, files) = (0, 0, 0, 0)
    for line in command.text.split(separator: "\n") {
      let row = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      let path = try #require(row.first as? String)
      let calls = try #require(row.last as? [[Any]])
      var missing: [Site: Int] = [:]
      for call in calls {
        let site = Site(
          line: try #require(call[0] as? Int), callee: try #require(call[1] as? String),
          count: try #require(call[2] as? Int), names: try #require(call[3] as? [String]),
          texts: try #require(call[4] as? [String]))
        missing[site, default: 0] += 1
      }
      files += 1
      expected += calls.count
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      let structure = SourceFile.parse(bytes, language: .python)
      for call in structure.calls {
        let found = sites(of: call, in: structure).first { missing[$0, default: 0] > 0 }
        if let found {
          missing[found, default: 0] -= 1
          equal += 1
        } else {
          extra += 1
        }
      }
    }
    #expect(files > 20)
    #expect(Double(equal) >= 0.999 * Double(expected), "\(equal) of \(expected)")
    #expect(Double(extra) <= 0.001 * Double(expected), "\(extra) too many")
  }

  /// A call as the oracle prints it, by its line and as in a formatted string.
  private func sites(of call: SourceExpression, in structure: SourceStructure) -> [Site] {
    let arguments = structure.arguments(of: call)
    let names = arguments.filter { structure.kind(of: $0) == .keyword }
      .compactMap { structure.name(of: $0) }.sorted()
    let texts = arguments.compactMap { argument -> String? in
      let value =
        structure.kind(of: argument) == .keyword ? structure.value(ofPair: argument) : argument
      guard let value, !isBytesOrFormatted(structure.text(of: value)) else { return nil }
      return structure.string(of: value)
    }
    let callee = structure.callee(of: call).flatMap { structure.path(of: $0) } ?? "?"
    return [structure.line(of: call), 0].map { line in
      Site(
        line: line, callee: callee, count: arguments.count - names.count, names: names,
        texts: texts.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
    }
  }

  private func isBytesOrFormatted(_ text: String) -> Bool {
    let prefix = text.prefix { $0 != "'" && $0 != "\"" }.lowercased()
    return prefix.contains("b") || prefix.contains("f")
  }
}
