import Foundation
import TestSupport
import Testing

@Suite("isobar init and doctor")
struct SetupCommandTests {
  @Test("init writes a configuration that the next scan accepts, and never overwrites one")
  func initialize() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let run = try isobar.run("init", project, "--organisation", "Acme: \"Retail\" #1")
    #expect(run.status == 0 && run.output.contains("isobar.yaml"), "\(run)")
    let file = "\(project)/isobar.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("#") } > 10)
    _ = try isobar.document(project)
    let check = try Command([
      PythonEnvironment.program("check-jsonschema"), "--schemafile",
      SourceTree.root.appending(path: "docs/isobar.schema.json").path, file,
    ])
    #expect(check.status == 0, "\(check.text)\(check.errors)")

    try isobar.run("init", project).expectRefusal(saying: "is there already")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  @Test("doctor says that all is well, before the first scan and after")
  func doctor() throws {
    let isobar = try Isobar()
    let before = try isobar.run("doctor")
    #expect(before.status == 0 && before.errors.isEmpty, "\(before)")
    for name in ["catalogue", "rules", "patterns", "record"] {
      #expect(before.output.contains("ok    \(name)"), "\(before)")
    }
    #expect(!FileManager.default.fileExists(atPath: isobar.record))
    _ = try isobar.document(try Samples.project(in: isobar.home))
    let after = try isobar.run("doctor")
    #expect(after.status == 0 && after.output.contains("1 scan"), "\(after)")
  }

  @Test("help and version are no errors")
  func help() throws {
    let isobar = try Isobar()
    for arguments in [
      ["--help"], ["scan", "--help"], ["rules"], ["--version"], ["help", "findings"],
    ] {
      let run = try isobar.run(arguments)
      #expect(run.status == 0 && run.errors.isEmpty && !run.output.isEmpty, "\(run)")
    }
  }
}
