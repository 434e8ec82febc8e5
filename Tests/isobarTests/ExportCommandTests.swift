import Estate
import Foundation
import TestSupport
import Testing

@Suite("isobar export")
struct ExportCommandTests {
  private static let formats = ["cyclonedx", "cyclonedx-1.6", "cyclonedx-1.7", "spdx", "sarif"]

  @Test("writes the record as a scan would write it", arguments: formats)
  func record(format: String) throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let scan = try isobar.run("scan", project, "--format", format)
    #expect(scan.status == 0, "\(scan)")
    let export = try isobar.run("export", "--format", format)
    #expect(export.status == 0 && export.output == scan.output, "\(export)")
    let file = isobar.home.file("out.json")
    let written = try isobar.run("export", "--format", format, "--output", file)
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == scan.output)
  }

  @Test("writes the record as it stood after a scan")
  func history() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let first = try isobar.run("scan", project, "--format", "cyclonedx")
    try isobar.home.write("torch==2.1.0\n", to: "shop/requirements.txt")
    let second = try isobar.run("scan", project, "--format", "cyclonedx")
    #expect(first.output != second.output)
    let export = try isobar.run("export", "--format", "cyclonedx", "--as-of", "1")
    #expect(export.output == first.output, "\(export)")
  }

  @Test("states a time only where it is asked for one")
  func timestamp() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let plain = try isobar.run("scan", project, "--format", "cyclonedx")
    #expect(!plain.output.contains("\"timestamp\""))
    let dated = try isobar.run(
      "export", "--format", "cyclonedx", "--timestamp", "2026-11-20T12:00:00+02:00")
    #expect(dated.output.contains("\"timestamp\":\"2026-11-20T10:00:00Z\""), "\(dated)")
    let now = try isobar.run("export", "--format", "spdx", "--timestamp", "now")
    #expect(now.status == 0 && !now.output.contains("1970-01-01"))
  }

  @Test(
    "of what it wrote, read as a target, finds the same assets", arguments: ["cyclonedx", "spdx"])
  func target(format: String) throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let found = try isobar.document(project)
    let file = isobar.home.file("bom.json")
    #expect(try isobar.run("export", "--format", format, "--output", file).status == 0)
    let read = try isobar.document("\(format):\(file)", "--no-store")
    let kinds: Set = ["Package", "McpServer", "Application", "Repository"]
    let expected = found.assets.filter { kinds.contains($0.kind) }.map(\.id)
    #expect(expected.count > 4)
    #expect(read.assets.filter { kinds.contains($0.kind) }.map(\.id) == expected)
  }

  @Test("refuses what it cannot do in one line")
  func refusals() throws {
    let isobar = try Isobar()
    try isobar.run("export", "--format", "cyclonedx").expectRefusal(saying: "no record yet")
    try isobar.run("export").expectRefusal(saying: "--format")
    try isobar.run("export", "--format", "cyclonedx-2.0").expectRefusal(saying: "cyclonedx-1.7")
    try isobar.run("export", "--format", "spdx", "--timestamp", "soon")
      .expectRefusal(saying: "soon")
    try isobar.run("scan", "cyclonedx:missing.json").expectRefusal(saying: "no such file")
    try isobar.home.write("<bom/>", to: "bom.xml")
    let xml = try isobar.run("scan", "cyclonedx:\(isobar.home.file("bom.xml"))", "--format", "json")
    #expect(xml.status == 3 && xml.errors.contains("only JSON is read"), "\(xml)")
  }
}
