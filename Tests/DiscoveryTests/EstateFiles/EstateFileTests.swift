import Estate
import Foundation
import TestSupport
import Testing

@testable import Discovery

@Suite struct EstateFileTests {
  static let usual = """
    format: isobar.estate/v1
    assets:
      - id: agent:manual:bot
        name: Support bot
        autonomy: 0.5
        signals: {agent.approvals-off: [{mode: never}]}
      - {id: "tool:manual:drop", kind: Tool, destructive: true}
    relations:
      - agent:manual:bot -CAN_CALL-> tool:manual:drop

    """

  private func reading(_ text: String, as name: String = "estate.yaml") throws -> SourceReading {
    let folder = try TemporaryFolder()
    return try EstateFileSource(path: folder.write(text, to: name).path).read()
  }

  private func estate(_ text: String, as name: String = "estate.yaml") throws -> Estate {
    var builder = EstateBuilder()
    let reading = try reading(text, as: name)
    for observations in reading.observations { builder.add(observations) }
    builder.collects(reading.collected)
    return builder.build()
  }

  /// What is wrong with a file, without its folder.
  private func problem(_ text: String, as name: String = "estate.yaml") throws -> String? {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: name)
    do {
      _ = try EstateFileSource(path: file.path).read()
      return nil
    } catch {
      return error.reason.replacingOccurrences(of: folder.path + "/", with: "")
    }
  }

  @Test func `reads assets, relations and signals, each with the line it stands in`() throws {
    let estate = try estate(Self.usual)
    let bot = try #require(estate.index(of: AssetID(.agent, "manual", "bot")))
    #expect(estate.assets[bot].name == "Support bot")
    #expect(estate.assets[bot].properties == ["autonomy": 0.5])
    #expect(
      estate.assets[bot].sightings == [
        Sighting(
          source: "estate:estate.yaml", detector: "estate",
          location: Location(path: "estate.yaml", line: 3))
      ])
    #expect(estate.assets.map(\.name) == ["Support bot", "drop"])
    #expect(estate.relationCount == 1)
    #expect(estate.sightings(ofRelationAt: 0).first?.location?.line == 9)
    #expect(estate.signals.map(\.signal) == ["agent.approvals-off"])
    #expect(estate.collected == [.canCall])
  }

  @Test func `a relation may carry its basis, confidence and properties`() throws {
    let written = """
        - {from: "agent:manual:bot", kind: CAN_CALL, to: "tool:manual:drop", basis: observed, confidence: 0.25, properties: {gate: none}}

      """
    let estate = try estate(
      Self.usual.replacing("  - agent:manual:bot -CAN_CALL-> tool:manual:drop\n", with: written))
    #expect(estate.relation(at: 0).basis == .observed)
    #expect(estate.relation(at: 0).confidence == 0.25)
    #expect(estate.relationProperties(at: 0) == ["gate": "none"])
  }

  private static let collections: [(line: String, expected: Set<RelationKind>)] = [
    ("", [.canCall]),
    ("collected: [GUARDED_BY]", [.canCall, .guardedBy]),
    (
      "collected: all\nnot_collected: [GUARDED_BY]", Set(RelationKind.all).subtracting([.guardedBy])
    ),
  ]

  @Test(arguments: collections)
  func `what was looked for is what stands in the file and what it names`(
    line: String, expected: Set<RelationKind>
  ) throws {
    #expect(try reading(Self.usual + line).collected == expected)
  }

  @Test(arguments: [
    (
      "isobar.estate/v1", "isobar.estat/v1",
      "1: unknown format 'isobar.estat/v1'. Did you mean 'isobar.estate/v1'?"
    ),
    ("assets:", "asets:", "2: unknown key of an estate 'asets'. Did you mean 'assets'?"),
    ("autonomy", "autonmy", "5: unknown property of Agent 'autonmy'. Did you mean 'autonomy'?"),
    ("0.5", "high", "5: 'autonomy' of Agent must be a number, not a text"),
    ("0.5", "", "5: 'autonomy' has no value; leave out what is not known"),
    ("autonomy: 0.5", "type: codng", "5: unknown value of 'type' 'codng'. Did you mean 'coding'?"),
    (
      "autonomy: 0.5", "framework: 1.0",
      "5: 'framework' of Agent must be a text (in quotes), not a number"
    ),
    ("autonomy: 0.5", "properties: {}", "5: write the properties beside id and name"),
    ("autonomy: 0.5", "name: x", "5: 'name' stands twice in an asset"),
    ("kind: Tool", "kind: Tol", "7: unknown kind 'Tol'. Did you mean 'Tool'?"),
    ("kind: Tool", "kind: Agent", "7: the id says Tool, 'kind' says Agent"),
    (
      "id: agent:manual:bot", "id: agnt:manual:bot",
      "3: unknown kind in the id 'agnt'. Did you mean 'agent'?"
    ),
    (
      "id: agent:manual:bot", "id: bot",
      "3: 'bot' is no id: write kind:authority:name, such as agent:manual:support-bot, with %20 for a space"
    ),
    (
      "id: agent:manual:bot", "id: \"agent:manual:b\\u200Bot\"",
      "3: the id holds U+200B, which cannot be seen"
    ),
    (
      "id: agent:manual:bot", "id: \"agent:manual:b\\u202Eot\"",
      "3: the id holds U+202E, which cannot be seen"
    ),
    (
      "id: agent:manual:bot", "id: \"agent:manual:b\\u00A0ot\"",
      "3: the id holds U+A0, which cannot be seen"
    ),
    (
      "id: \"tool:manual:drop\", kind: Tool, destructive: true", "id: \"agent:manual:bot\"",
      "7: 'agent:manual:bot' stands twice, first in line 3"
    ),
    ("-CAN_CALL->", "-CAN_CAL->", "9: unknown relation 'CAN_CAL'. Did you mean 'CAN_CALL'?"),
    (
      "-CAN_CALL->", "CAN_CALL",
      "9: a relation is written 'id -CAN_CALL-> id', not 'agent:manual:bot CAN_CALL tool:manual:drop'"
    ),
    (
      "-CAN_CALL->", "-FEEDS->",
      "9: FEEDS never leads from Agent to Tool: it leads from ContentSource to VectorIndex, Dataset"
    ),
    (
      "-> tool:manual:drop", "-> tool:manual:dropp",
      "9: no asset 'tool:manual:dropp' in the file. Did you mean 'tool:manual:drop'?"
    ),
    ("{mode: never}", "never", "6: a detail of a signal must be a mapping"),
    ("[{mode: never}]", "true", "6: a signal is a list of details, such as [{}]"),
    (
      "relations:", "not_collected: [CAN_CALL]\nrelations:",
      "10: CAN_CALL stands here and in 'not_collected'"
    ),
    (
      "relations:", "collected: [CAN_REED]\nrelations:",
      "8: unknown relation 'CAN_REED'. Did you mean 'CAN_READ'?"
    ),
  ])
  func `a mistake is named with its line and what was probably meant`(
    passage: String, replacement: String, message: String
  ) throws {
    let text = Self.usual.replacing(passage, with: replacement, maxReplacements: 1)
    #expect(text != Self.usual)
    let problem = try #require(try problem(text))
    #expect(problem == "estate.yaml:" + message)
  }

  @Test func `ids that differ only in how their letters are composed are the same id`() throws {
    let text = """
      format: isobar.estate/v1
      assets:
        - id: "agent:manual:caf\\u00E9"
        - id: "agent:manual:cafe\\u0301"
      """
    #expect(try problem(text)?.contains("stands twice, first in line 3") == true)
  }

  @Test func `hostile files are refused in one line`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let bomb =
      "format: isobar.estate/v1\nassets:\n  - &a [x,x,x,x,x,x,x,x,x,x]\n"
      + (0..<12).map { number in
        let last = number == 0 ? "a" : "a\(number - 1)"
        return
          "  - &a\(number) [\(Array(repeating: "*\(last)", count: 10).joined(separator: ","))]\n"
      }.joined()
    for (text, name) in [
      (deep, "x.json"), (deep, "x.yaml"), (bomb, "x.yaml"), ("", "x.yaml"), ("", "x.json"),
      ("[]", "x.json"), ("null", "x.json"), ("\u{0}\u{1}", "x.yaml"), ("- a", "x.yaml"),
      ("{\"format\": 5}", "x.json"), ("a: 1\n---\nb: 2", "x.yaml"),
      ("format: isobar.estate/v1\nassets: {a: b}", "x.yaml"),
      ("format: isobar.estate/v1\nassets: [null]", "x.yaml"),
      (
        "format: isobar.estate/v1\nassets: [{id: \"agent:a:\(String(repeating: "x", count: 5000))\"}]",
        "x.yaml"
      ),
      ("{\"format\":\"isobar.scan/v1\",\"assets\":[{\"id\":5}]}", "x.json"),
    ] {
      let problem = try problem(text, as: name)
      #expect(problem?.contains("\n") == false, "\(name) \(text.prefix(40))")
    }
    #expect(throws: Unreadable.self) { try EstateFileSource(path: "/dev/zero").read() }
    #expect(throws: Unreadable.self) { try EstateFileSource(path: "/nowhere/x.yaml").read() }
  }

  @Test func `no truncated file crashes`() throws {
    let folder = try TemporaryFolder()
    let bytes = Array(Self.usual.utf8)
    for length in bytes.indices {
      let file = try folder.write(Data(bytes[..<length]), to: "x.yaml")
      _ = try? EstateFileSource(path: file.path).read()
    }
  }

  @Test func `a scan keeps its sightings, under the name of the file`() throws {
    let text = """
      {"format":"isobar.scan/v1","assets":[
      {"id":"agent:repo:x#a","kind":"Agent","name":"a","properties":{"autonomy":0.5},"sightings":[{"source":"files:x","detector":"d","path":"a.py","line":3,"confidence":0.5}]},
      {"id":"tool:x:t","kind":"Tool","name":"t","properties":{},"sightings":[]}],
      "relations":[{"kind":"CAN_CALL","from":"agent:repo:x#a","to":"tool:x:t","basis":"observed","confidence":0.5,"sightings":[{"source":"files:x","detector":"d","path":"a.py","line":4,"confidence":0.5}]}],
      "signals":[{"signal":"s","asset":"agent:repo:x#a","path":"n.ipynb","line":1,"cell":2,"detail":{"k":[1]}}],
      "summary":{"collected":["READS"]}}
      """
    let estate = try estate(text, as: "scan.json")
    #expect(
      estate.assets[0].sightings == [
        Sighting(
          source: "estate:scan.json", detector: "d", location: Location(path: "a.py", line: 3),
          confidence: 0.5)
      ])
    #expect(estate.assets[0].properties == ["autonomy": 0.5])
    #expect(estate.assets[1].sightings.isEmpty)
    #expect(estate.relation(at: 0).basis == .observed)
    #expect(estate.relation(at: 0).confidence == 0.5)
    #expect(estate.signals.first?.sighting.location == Location(path: "n.ipynb", line: 1, cell: 2))
    #expect(estate.collected == [.canCall, .reads])
  }

  @Test func `the published schema agrees with the reader`() throws {
    let folder = try TemporaryFolder()
    func isAccepted(_ text: String) throws -> Bool {
      let file = try folder.write(text, to: "estate.yaml")
      return try Command([
        try PythonEnvironment.program("check-jsonschema"), "--schemafile",
        SourceTree.root.appending(path: "docs/estate.schema.json").path, file.path,
      ]).status == 0
    }
    #expect(try isAccepted(Self.usual + "collected: all\nnot_collected: [READS]"))
    for (passage, replacement) in [
      ("autonomy: 0.5", "autonmy: 0.5"), ("autonomy: 0.5", "autonomy: high"),
      ("autonomy: 0.5", "type: codng"), ("-CAN_CALL->", "-CAN_CAL->"), ("isobar.estate", "estate"),
      ("kind: Tool", "kind: Tol"), ("id: agent:manual:bot", "id: bot"), ("assets:", "asets:"),
    ] {
      let text = Self.usual.replacing(passage, with: replacement, maxReplacements: 1)
      #expect(try !isAccepted(text), "\(replacement)")
      #expect(try problem(text) != nil, "\(replacement)")
    }
  }
}
