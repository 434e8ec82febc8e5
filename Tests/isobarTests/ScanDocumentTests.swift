import Foundation
import TestSupport
import Testing

@Suite("The document of a scan")
struct ScanDocumentTests {
  @Test("is all that stands on standard output, and conforms to the published schema")
  func conforms() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    let run = try isobar.run("scan", sample, "--format", "json")
    #expect(run.status == 0, "\(run)")
    #expect(run.errors.isEmpty, "\(run)")
    try isobar.home.write(run.output, to: "scan.json")
    let check = try Command([
      PythonEnvironment.program("check-jsonschema"), "--schemafile",
      SourceTree.root.appending(path: "docs/scan.schema.json").path,
      isobar.home.file("scan.json"),
    ])
    #expect(check.status == 0, "\(check.text)\(check.errors)")
  }

  @Test("is the same bytes for the same input, whenever, from wherever and wherever it lies")
  func sameBytes() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme")
    for place in ["one/acme", "two/deeper/acme"] {
      let copy = isobar.home.url.appending(path: place)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: sample, to: copy)
    }
    func output(_ target: String, in folder: String) throws -> String {
      let run = try isobar.run(
        ["scan", target, "--format", "json"],
        .init(folder: isobar.home.url.appending(path: folder)))
      #expect(run.status == 0, "\(run)")
      return run.output
    }
    let first = try output("acme", in: "one")
    #expect(try output("acme", in: "one") == first)
    #expect(try output("acme", in: "two/deeper") == first)
    #expect(!first.contains(isobar.home.path))

    let named = try output(isobar.home.file("one/acme"), in: "one")
    #expect(try output(isobar.home.file("one/acme"), in: "two/deeper") == named)
  }

  @Test("has arrays in the order of ids")
  func order() throws {
    let isobar = try Isobar()
    let scan = try isobar.document(SourceTree.root.appending(path: "Examples/acme").path)
    #expect(
      scan.assets.map(\.id)
        == scan.assets.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(scan.findings.map(\.id) == scan.findings.map(\.id).sorted())
    #expect(scan.assets.count > 40)
  }

  @Test("goes to a file whole, and nothing else appears beside it")
  func outputFile() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let direct = try isobar.run("scan", project, "--format", "json")
    let file = isobar.home.file("out/scan.json")
    try isobar.home.write("what was there before", to: "out/scan.json")
    let run = try isobar.run("scan", project, "--format", "json", "--output", file)
    #expect(run.status == 0 && run.output.isEmpty, "\(run)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == direct.output)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: isobar.home.file("out")) == ["scan.json"])
  }

  @Test("goes to the end of a link, and through /dev/stdout to a file")
  func outputLink() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    try isobar.home.write("", to: "real.json")
    try FileManager.default.createSymbolicLink(
      atPath: isobar.home.file("link.json"), withDestinationPath: "real.json")
    let direct = try isobar.run("scan", project, "--format", "json")
    _ = try isobar.run(
      "scan", project, "--format", "json", "--output", isobar.home.file("link.json"))
    #expect(
      try String(contentsOfFile: isobar.home.file("real.json"), encoding: .utf8) == direct.output)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: isobar.home.file("link.json"))
        == "real.json")

    let run = try isobar.run("scan", project, "--format", "json", "--output", "/dev/stdout")
    #expect(run.output == direct.output, "\(run)")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "/dev/stdout")
        == "/proc/self/fd/1")
  }

  @Test("that cannot be written leaves what was there", arguments: ["", "nowhere/"])
  func outputRefused(folder: String) throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    try FileManager.default.createDirectory(
      atPath: isobar.home.file("taken.json"), withIntermediateDirectories: true)
    let path = isobar.home.file(folder + "taken.json")
    try isobar.run("scan", project, "--format", "json", "--output", path)
      .expectRefusal(3, saying: "taken.json", "cannot write")
  }

  @Test("ends without a crash where the reader has gone")
  func closedPipe() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    for arguments in ["scan '\(sample)' --format json", "scan '\(sample)'", "rules list"] {
      let piped = try isobar.shell("\"$ISOBAR\" \(arguments) | head -1; exit ${PIPESTATUS[0]}")
      #expect([0, 3].contains(piped.status), "\(piped.errors)")
      #expect(piped.errors.split(separator: "\n").count <= 1, "\(piped.errors)")
      #expect(piped.text.split(separator: "\n").count == 1)
    }
    let closed = try isobar.shell("\"$ISOBAR\" scan '\(sample)' >&-; exit $?")
    #expect(closed.status == 3 && closed.errors.hasPrefix("isobar: "), "\(closed.errors)")
  }
}
