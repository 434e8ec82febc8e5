import Estate
import Foundation
import Testing

@testable import Mapping

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pictures of paths")
struct PathDiagramTests {
  private func diagram(naming name: String) -> PathDiagram {
    let small = SmallEstate(
      ["inbox: ContentSource", "bot: Agent", "db: DataStore", "notes: DataStore"],
      ["inbox INGESTED_BY bot", "bot RETRIEVES_FROM db", "bot RETRIEVES_FROM notes"],
      [
        "inbox": ["trust": "untrusted"], "db": ["sensitivity": "restricted"],
        "notes": ["sensitivity": "confidential"],
      ])
    var builder = EstateBuilder()
    for (index, asset) in small.estate.assets.enumerated() {
      let title = index == small.index("bot") ? name : asset.name
      builder.add(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: title, properties: asset.properties,
          sighting: asset.sightings[0]))
    }
    for index in 0..<small.estate.relationCount {
      let relation = small.estate.relation(at: index)
      builder.add(
        RelationObservation(
          kind: relation.kind, tail: small.estate.assets[relation.tail].id,
          head: small.estate.assets[relation.head].id,
          sighting: small.estate.sightings(ofRelationAt: index)[0]))
    }
    let estate = builder.build()
    return PathDiagram(RouteMap(AttackAnalysis(estate)).diversePaths(), in: estate)
  }

  @Test("Assets stand in layers from the entry to the targets, each once, no two in one place")
  func layers() {
    let diagram = diagram(naming: "bot")
    #expect(diagram.boxes.count == 4 && diagram.arrows.count == 3)
    #expect(diagram.boxes.map(\.layer).sorted() == [0, 1, 2, 2])
    #expect(Set(diagram.boxes.map { [$0.layer, $0.row] }).count == 4)
    #expect(diagram.arrows.allSatisfy { diagram.boxes[$0.from].layer < diagram.boxes[$0.to].layer })
  }

  @Test("The SVG is well-formed XML whatever an asset is called")
  func svg() throws {
    let hostile = "</text><script>alert(\"x\")</script>&\u{7}"
    let svg = diagram(naming: hostile).svg
    #expect(!svg.contains("<script"))
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  @Test("The DOT text quotes names")
  func dot() {
    let dot = diagram(naming: "a\"];\nb -> c [x=\"").dot
    #expect(dot.contains("label=\"Agent\\na\\\"]; b -> c [x=\\\"\"];"))
    #expect(dot.contains("[label=\"INGESTED_BY\"];"))
    #expect(dot.split(separator: "\n").count == 3 + 4 + 3 + 1)
  }

  @Test("No path, no boxes, still a picture")
  func empty() {
    let diagram = PathDiagram([], in: .empty)
    #expect(diagram.boxes.isEmpty && diagram.svg.hasSuffix("</svg>\n"))
  }
}
