import Foundation
import TestSupport
import Testing

@Suite("isobar scan")
struct ScanCommandTests {
  @Test(
    "ends with 1 where a finding is as urgent or severe as --fail-on says, else with 0",
    arguments: [
      ("low", 1), ("medium", 1), ("MEDIUM", 1), ("high", 0), ("critical", 0), ("track", 1),
      ("attend", 0), ("act", 0),
    ] as [(String, Int32)])
  func failOn(threshold: String, status: Int32) throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let run = try isobar.run("scan", project, "--fail-on", threshold, "--format", "json")
    #expect(run.status == status, "\(run)")
    let found = try run.document().findings
    #expect(Set(found.map(\.severity)) == ["low", "medium"], "\(found)")
    #expect(found.allSatisfy { $0.decision.hasPrefix("TRACK") })
  }

  @Test("of a clean folder ends with 0 whatever --fail-on says")
  func clean() throws {
    let isobar = try Isobar()
    try isobar.home.write("# Shop\n", to: "shop/README.md")
    let run = try isobar.run("scan", isobar.home.file("shop"), "--fail-on", "info")
    #expect(run.status == 0 && run.output.contains("No findings."), "\(run)")
  }

  @Test("ends with 3 where a target cannot be read, and still shows the others")
  func failedSource() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let run = try isobar.run("scan", "/dev/null", project, "--format", "json", "--fail-on", "low")
    #expect(run.status == 3, "\(run)")
    let scan = try run.document()
    #expect(scan.sources.map(\.status).sorted() == ["complete", "failed"])
    #expect(scan.findings.count >= 2)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("/dev/null"))
  }

  @Test("runs no detector but those of --only")
  func only() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let packages = try isobar.document(project, "--only", "packages")
    #expect(packages.assets.contains { $0.kind == "Package" })
    #expect(!packages.assets.contains { $0.kind == "McpServer" })
    let both = try isobar.document(project, "--only", "mcp-clients,code-owners")
    #expect(both.assets.contains { $0.kind == "McpServer" })
    #expect(both.assets.contains { $0.kind == "Team" })
    #expect(!both.assets.contains { $0.id == "package:pkg:pypi/langchain" })
  }

  @Test("with --no-store leaves nothing behind, in the home or in the target")
  func noStore() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    _ = try isobar.document(project, "--no-store")
    #expect(!FileManager.default.fileExists(atPath: isobar.home.file("data")))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: project).sorted()
        == [".mcp.json", "CODEOWNERS", "requirements.txt"])
    try isobar.run("inventory").expectRefusal(saying: "no record yet")
  }

  @Test("keeps its record in the file of --store, and in the user's folder without")
  func store() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let file = isobar.home.file("elsewhere/posture.db")
    let scan = try isobar.document(project, "--store", file)
    #expect(!FileManager.default.fileExists(atPath: isobar.record))
    let inventory = try isobar.run("inventory", "--store", file, "--format", "json")
    #expect(try inventory.assets() == scan.assets.map(\.id), "\(inventory)")

    _ = try isobar.document(project)
    #expect(FileManager.default.fileExists(atPath: isobar.record))
    #expect(try isobar.run("inventory", "--format", "json").assets() == scan.assets.map(\.id))
  }

  @Test("takes one file as a target, a link to a folder, and the kind 'files'")
  func targets() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let file = try isobar.document("\(project)/requirements.txt")
    #expect(file.sources.first?.files == 1)
    #expect(file.assets.contains { $0.id == "package:pkg:pypi/langchain" })

    let named = try isobar.document("files:\(project)")
    #expect(named.assets.map(\.id) == (try isobar.document(project)).assets.map(\.id))

    try FileManager.default.createSymbolicLink(
      atPath: isobar.home.file("link"), withDestinationPath: project)
    #expect(try isobar.document(isobar.home.file("link")).findings.count == named.findings.count)
  }

  @Test("of two folders of one name keeps both, and of one folder named twice counts it once")
  func sameNames() throws {
    let isobar = try Isobar()
    let first = try Samples.project(in: isobar.home, named: "one/shop")
    try isobar.home.write("anthropic==0.30.0\n", to: "two/shop/requirements.txt")
    let second = isobar.home.file("two/shop")
    let both = try isobar.document(first, second)
    #expect(both.assets.contains { $0.id == "package:pkg:pypi/langchain" })
    #expect(both.assets.contains { $0.id == "package:pkg:pypi/anthropic" })

    let once = try isobar.document(first)
    let twice = try isobar.document(first, first)
    #expect(twice.assets.map(\.id) == once.assets.map(\.id))
    #expect(twice.findings.map(\.id) == once.findings.map(\.id))
  }
}
