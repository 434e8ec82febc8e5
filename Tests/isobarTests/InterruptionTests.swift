import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C", .serialized)
struct InterruptionTests {
  @Test("ends a scan of a large tree at once, with what it has, marked partial")
  func largeTree() throws {
    let isobar = try Isobar()
    let tree = try Samples.largeTree(in: isobar.home)
    try isobar.home.write(Samples.mcpServers, to: "large/.mcp.json")
    let run = try isobar.run(
      ["scan", tree, "--format", "json"], .init(limit: 60, interruptAfter: isobar.record))
    #expect(run.status == 3, "\(run)")
    #expect(try #require(run.observed.secondsToStop) < 2, "\(run)")
    let scan = try run.document()
    #expect(scan.sources.first?.status == "partial" && scan.sources.first?.reason == "interrupted")
    #expect(scan.sources.first?.files ?? 0 < 20_000)
    #expect(
      run.errors.split(separator: "\n").count == 1 && run.errors.contains("partial"), "\(run)")
    #expect(try recordedStatuses(isobar) == ["partial"])
  }

  @Test(
    "does not wait for the end of one enormous file", arguments: ["big.txt", "big.safetensors"])
  func largeFile(name: String) throws {
    let isobar = try Isobar()
    let folder = isobar.home.file("large")
    let made = try Command([
      "bash", "-ec",
      """
      mkdir '\(folder)'; cd '\(folder)'; printf '\\x02\\0\\0\\0\\0\\0\\0\\0{}' > big.safetensors
      yes 'lorem ipsum dolor' | head -c 64 > big.txt; truncate -s 40G '\(name)'
      """,
    ])
    #expect(made.status == 0, "\(made.errors)")
    let run = try isobar.run(
      ["scan", "\(folder)/\(name)", "--format", "json"],
      .init(limit: 60, interruptAfter: isobar.record))
    run.expectBounded()
    if let seconds = run.observed.secondsToStop {
      #expect(seconds < 2, "\(run)")
      #expect(run.status == 3, "\(run)")
    }
  }

  @Test("fixes no finding of before, and the next complete scan sees them still open")
  func findings() throws {
    let isobar = try Isobar()
    let tree = try Samples.largeTree(in: isobar.home)
    try isobar.home.write(Samples.mcpServers, to: "large/zzz/.mcp.json")
    // The first scan must end: the large part is not there yet.
    try FileManager.default.moveItem(atPath: "\(tree)/zzz", toPath: isobar.home.file("zzz"))
    try FileManager.default.moveItem(atPath: tree, toPath: isobar.home.file("aside"))
    try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: isobar.home.file("zzz"), toPath: "\(tree)/zzz")
    let before = try isobar.document(tree).findings
    #expect(before.count >= 2)

    // The cause is gone, but the scan that would show it is cut short.
    try FileManager.default.removeItem(atPath: "\(tree)/zzz/.mcp.json")
    try FileManager.default.moveItem(atPath: isobar.home.file("aside"), toPath: "\(tree)/large")
    let run = try isobar.run(
      ["scan", tree, "--format", "json"], .init(limit: 60, interruptAfter: isobar.record))
    #expect(run.status == 3, "\(run)")
    #expect(try recordedStatuses(isobar) == ["complete", "partial"])
    let recorded = try isobar.run("findings", "--status", "all", "--format", "json")
      .recordedFindings()
    #expect(recorded.map(\.id) == before.map(\.id).sorted())
    #expect(Set(recorded.map(\.status)) == ["open"])

    try FileManager.default.removeItem(atPath: "\(tree)/large")
    _ = try isobar.document(tree)
    let after = try isobar.run("findings", "--status", "all", "--format", "json")
      .recordedFindings()
    #expect(Set(after.map(\.status)) == ["fixed"])
  }

  /// Statuses of the scans of the record, oldest first.
  private func recordedStatuses(_ isobar: Isobar) throws -> [String] {
    try PythonEnvironment.run([
      "-c",
      """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1])
      print("\\n".join(str(row[0]) for row in database.execute("select status from scan order by number")))
      """, isobar.record,
    ]).split(separator: "\n").map(String.init)
  }
}
