import Foundation
import TestSupport
import Testing

@Suite("isobar paths")
struct PathsCommandTests {
  private static let estate =
    SourceTree.root.appending(path: "Examples/estates/four-stories.yaml").path

  private struct Survey: Decodable {
    struct Hop: Decodable {
      let from: String
      let to: String
      let probability: Double
      let path: String?
      let line: Int?
    }

    struct Path: Decodable {
      let sentence: String
      let probability: Double
      let hops: [Hop]
      let fix: String
    }

    struct Fix: Decodable {
      let cut: String
      let remaining: Double
    }

    struct ChokePoint: Decodable {
      let asset: String
      let targets: Int
    }

    let paths: [Path]
    let fixes: [Fix]
    let chokePoints: [ChokePoint]
    let smallestCut: [String]?
    let blastRadius: [String]?
    let exposure: [String]?
    let unreached: Int
  }

  private func recorded() throws -> Isobar {
    let isobar = try Isobar()
    #expect(try isobar.run("scan", "estate:\(Self.estate)", "--quiet").status == 0)
    return isobar
  }

  private func survey(_ isobar: Isobar, _ arguments: String...) throws -> Survey {
    let run = try isobar.run(["paths", "--format", "json"] + arguments)
    #expect(run.status == 0, "\(run)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Survey.self, from: Data(run.output.utf8))
  }

  @Test("has the best path to every critical asset that is reached, each with evidence and a fix")
  func all() throws {
    let survey = try survey(try recorded())
    #expect(survey.paths.count >= 4 && survey.unreached > 0)
    let ends = survey.paths.compactMap(\.hops.last?.to)
    #expect(Set(ends).count == ends.count && ends.contains("datastore:aws-rds:customers"))
    for path in survey.paths {
      #expect(path.sentence.hasPrefix("From ") && path.sentence.hasSuffix(" %)."), "\(path)")
      #expect(!path.fix.isEmpty && !path.fix.contains("{"))
      #expect(path.hops.contains { $0.path == "four-stories.yaml" && $0.line != nil })
      let product = path.hops.reduce(1) { $0 * $1.probability }
      #expect(path.probability <= product + 0.001)
    }
    let remaining = survey.fixes.map(\.remaining)
    #expect(remaining == remaining.sorted(by: >) && (remaining.last ?? 1) < 0.2)
    #expect(survey.chokePoints.contains { $0.asset.contains("support-agent") && $0.targets > 1 })
  }

  @Test("says of one target the different ways, the smallest cut and who gets there")
  func target() throws {
    let survey = try survey(try recorded(), "--to", "datastore:aws-rds:customers")
    #expect((1...5).contains(survey.paths.count))
    #expect(survey.paths.allSatisfy { $0.hops.last?.to == "datastore:aws-rds:customers" })
    #expect(survey.smallestCut?.count == 1)
    #expect(survey.exposure == ["contentsource:saas:tickets"])
    #expect(survey.blastRadius == nil)
  }

  @Test("says what is within reach of an asset that is supposed to have fallen")
  func start() throws {
    let isobar = try recorded()
    let survey = try survey(isobar, "--from", "role:aws:insights")
    #expect(
      survey.blastRadius == ["datastore:aws-rds:customers", "datastore:aws-s3:acme-customers-prod"])
    #expect(survey.paths.count == 2 && survey.exposure == nil)
    #expect(
      survey.paths.allSatisfy { $0.sentence.hasPrefix("From Role insights an attacker can ") })
    let page = try isobar.run("paths", "--from", "role:aws:insights")
    #expect(page.output.contains("Within reach of it: 2\n  DataStore customers\n"), "\(page)")
  }

  @Test("prints sentences, hops, fixes and choke points for people")
  func table() throws {
    let isobar = try recorded()
    let page = try isobar.run("paths")
    #expect(page.status == 0 && page.errors.isEmpty, "\(page)")
    let text = page.output.replacing("\n", with: " ")
    #expect(
      text.contains(
        "an attacker can influence Agent support agent (support tickets is taken in by support "
          + "agent), then make Agent support agent act on what it was fed"), "\(page)")
    for words in ["Fix these, in this order", "Choke points: no way around them", "weakest"] {
      #expect(page.output.contains(words), "\(words)")
    }
    #expect(!page.output.contains("1 targets"))
  }

  @Test("draws the paths as dot and as SVG that other programs read")
  func drawings() throws {
    let isobar = try recorded()
    let dot = try isobar.run("paths", "--format", "dot")
    #expect(dot.output.hasPrefix("digraph paths {") && dot.output.hasSuffix("}\n"), "\(dot)")
    #expect(dot.output.contains("[label=\"CAN_CALL\"]"))
    let svg = try isobar.run(
      "paths", "--format", "svg", "--output", isobar.home.file("paths.svg"))
    #expect(svg.status == 0 && svg.output.isEmpty, "\(svg)")
    let count = try PythonEnvironment.run([
      "-c",
      """
      import sys, xml.etree.ElementTree as t
      root = t.parse(sys.argv[1]).getroot()
      assert root.tag == "{http://www.w3.org/2000/svg}svg"
      print(len([e for e in root.iter() if e.tag.endswith("}rect")]))
      """, isobar.home.file("paths.svg"),
    ])
    #expect((Int(count.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) >= 8)
  }

  @Test("gives the same bytes again, and refuses what it does not know")
  func sameAgain() throws {
    let isobar = try recorded()
    for format in ["table", "json", "dot", "svg"] {
      let first = try isobar.run("paths", "--format", format).output
      #expect(try isobar.run("paths", "--format", format).output == first, "\(format)")
    }
    try isobar.run("paths", "--to", "datastore:a:b").expectRefusal(saying: "no such asset")
    try isobar.run("paths", "--from", "nonsense").expectRefusal(saying: "no such asset")
    try isobar.run("paths", "--format", "pdf").expectRefusal(saying: "pdf")
    try Isobar().run("paths").expectRefusal(saying: "no record yet")
  }
}
