import Discovery
import Estate
import Foundation
import TestSupport
import Testing

@Suite struct HostileBillTests {
  private static let head = #""bomFormat":"CycloneDX","specVersion":"1.6""#
  private static let graph = #"{"type":"CreationInfo","specVersion":"3.0.1"}"#

  @Test(arguments: BillOfMaterialsSource.Format.allCases)
  func `a document that is nested without end is refused`(
    format: BillOfMaterialsSource.Format
  ) throws {
    let deep = String(repeating: "[", count: 1_000_000)
    let refusal = try #require(
      try BillReading.refusal("{\(Self.head),\"components\":\(deep)", format))
    #expect(refusal.contains("nested deeper than"))
  }

  @Test func `components nested in one another to the limit are all read`() throws {
    let open = String(repeating: #"{"type":"application","name":"a","components":["#, count: 50)
    let model = #"{"type":"machine-learning-model","name":"m"}"#
    let close = String(repeating: "]}", count: 50)
    let reading = try BillReading(
      "{\(Self.head),\"components\":[\(open)\(model)\(close)]}", .cycloneDX)
    #expect(reading.ids == ["application:bom:a", "model:bom:m"])
    #expect(reading.relations == ["application:bom:a -USES_MODEL-> model:bom:m"])
  }

  @Test func `rings of dependencies and elements that contain themselves end`() throws {
    let reading = try BillReading(
      """
      {\(Self.head),"components":[
        {"type":"machine-learning-model","name":"m","bom-ref":"m",
         "modelCard":{"modelParameters":{"datasets":[{"ref":"m"},{"ref":"d"}]}},
         "pedigree":{"ancestors":[{"type":"machine-learning-model","name":"m"}]}},
        {"type":"data","name":"d","bom-ref":"d"},
        {"type":"application","name":"a","bom-ref":"a"}],
       "dependencies":[{"ref":"a","dependsOn":["a","m"]},{"ref":"m","dependsOn":["a","m","d"]},
        {"ref":"d","dependsOn":["m"]}]}
      """, .cycloneDX)
    #expect(
      Set(reading.relations) == [
        "application:bom:a -USES_MODEL-> model:bom:m", "model:bom:m -TRAINED_ON-> dataset:bom:d",
      ])
  }

  @Test func `a reference that stands twice means its first element`() throws {
    let reading = try BillReading(
      """
      {\(Self.head),"components":[
        {"type":"machine-learning-model","name":"one","bom-ref":"x"},
        {"type":"machine-learning-model","name":"two","bom-ref":"x"},
        {"type":"application","name":"a","bom-ref":"a"}],
       "dependencies":[{"ref":"a","dependsOn":["x"]}]}
      """, .cycloneDX)
    #expect(reading.relations == ["application:bom:a -USES_MODEL-> model:bom:one"])
  }

  /// Every value of two good documents in turn replaced by one of a wrong type.
  @Test(arguments: BillOfMaterialsSource.Format.allCases)
  func `wrong types anywhere are skipped or refused, never worse`(
    format: BillOfMaterialsSource.Format
  ) throws {
    let document = format == .spdx ? Self.spdx : Self.cycloneDX
    let root = try ValueJSON.decode(document)
    var read = 0
    for wrong in [Value.null, 7, "x", [], .map([:]), [["x"]], false] {
      for number in 0..<Self.count(root) {
        var left = number
        let changed = Self.replacing(root, &left, by: wrong)
        if try BillReading.refusal(ValueJSON.encode(changed), format) == nil { read += 1 }
      }
    }
    #expect(read > 100)
  }

  @Test func `pairs of our own that are damaged are skipped`() throws {
    let reading = try BillReading(
      """
      {\(Self.head),"components":[
        {"type":"application","name":"bad","properties":[{"name":"isobar:id","value":"no id"}]},
        {"type":"application","name":"good","bom-ref":"g","properties":[
          {"name":"isobar:id","value":"agent:x:y"},
          {"name":"isobar:property:autonomy","value":"much"},
          {"name":"isobar:property:type","value":"spy"},
          {"name":"isobar:property:nonsense","value":"1"},
          {"name":"isobar:property:auto_approve","value":"true"},
          {"name":"isobar:relation:CAN_CALL","value":"tool:x:t declared 7"},
          {"name":"isobar:relation:CAN_CALL","value":"nothing"},
          {"name":"isobar:relation:CAN_CALL","value":"model:x:m"},
          {"name":"isobar:relation:NO_SUCH","value":"tool:x:t"},
          {"name":"isobar:relation:CAN_CALL","value":"tool:x:t"}]}]}
      """, .cycloneDX)
    #expect(reading.ids == ["agent:x:y", "tool:x:t"])
    #expect(reading.relations == ["agent:x:y -CAN_CALL-> tool:x:t"])
    #expect(reading.asset("agent:x:y")?.properties == ["auto_approve": true])
    #expect(reading.skipped.count == 4)
  }

  @Test func `a hundred thousand elements with as many relations are read`() throws {
    let count = 100_000
    let components = (0..<count).map {
      #"{"type":"machine-learning-model","name":"m\#($0)","bom-ref":"r\#($0)"}"#
    }
    let needs = (0..<count).map { #""r\#($0)""# }
    let text = """
      {\(Self.head),"components":[{"type":"application","name":"a","bom-ref":"a"},\
      \(components.joined(separator: ","))],
      "dependencies":[{"ref":"a","dependsOn":[\(needs.joined(separator: ","))]}]}
      """
    let reading = try BillReading(text, .cycloneDX)
    #expect(reading.estate.assets.count == count + 1)
    #expect(reading.estate.relationCount == count)
  }

  @Test func `names of any length and form stay one line`() throws {
    let name = String(repeating: "\u{1B}[31m\\u0000\\n\u{202E}", count: 1000)
      .replacing("\u{1B}", with: "\\u001b")
    let reading = try BillReading(
      #"{\#(Self.head),"components":[{"type":"data","name":"\#(name)"}]}"#, .cycloneDX)
    let asset = try #require(reading.estate.assets.first)
    #expect(asset.name.unicodeScalars.count <= 201)
    #expect(!asset.name.unicodeScalars.contains { $0.value < 0x20 })
    #expect(asset.id.text.utf8.count < 2000)
  }

  private static let cycloneDX = """
    {\(head),"metadata":{"component":{"type":"application","name":"a","bom-ref":"a"},
     "properties":[{"name":"isobar:collected","value":"CONTAINS"}]},
     "components":[{"type":"machine-learning-model","name":"m","bom-ref":"m","version":"1",
       "purl":"pkg:huggingface/o/m@1","licenses":[{"license":{"name":"x"}}],
       "modelCard":{"modelParameters":{"task":"t","datasets":[{"ref":"d"}]}},
       "pedigree":{"ancestors":[{"type":"machine-learning-model","name":"b"}]},
       "evidence":{"identity":[{"field":"name","confidence":0.5}],
         "occurrences":[{"location":"x.py","line":3,"additionalContext":"{}"}]},
       "externalReferences":[{"type":"other","url":"https://huggingface.co/o/m"}],
       "properties":[{"name":"n","value":"v"}],"components":[{"type":"data","name":"n"}]},
      {"type":"data","name":"d","bom-ref":"d","data":[{"contents":{"url":"s3://b/p"}}]}],
     "services":[{"name":"s","endpoints":["https://h/x"],"authenticated":true}],
     "dependencies":[{"ref":"a","dependsOn":["m"]}],
     "vulnerabilities":[{"id":"CVE-1","ratings":[{"severity":"low"}],"affects":[{"ref":"m"}]}]}
    """

  private static let spdx = """
    {"@graph":[\(graph),{"type":"SpdxDocument","spdxId":"d","rootElement":["m"]},
     {"type":"ai_AIPackage","spdxId":"m","name":"m","software_packageVersion":"1",
      "software_packageUrl":"pkg:pypi/torch@1","ai_typeOfModel":["x"],
      "extension":[{"extension_cdxProperty":[
        {"extension_cdxPropName":"a","extension_cdxPropValue":"b"}]}],
      "externalIdentifier":[{"externalIdentifierType":"cve","identifier":"x"}]},
     {"type":"dataset_DatasetPackage","spdxId":"t","name":"t","dataset_datasetSize":3},
     {"type":"security_Vulnerability","spdxId":"v","name":"v"},
     {"type":"Relationship","relationshipType":"trainedOn","from":"m","to":["t"]}]}
    """

  private static func children(_ value: Value) -> [Value] {
    switch value {
    case .list(let items): items
    case .map(let members): members.sorted { $0.key < $1.key }.map(\.value)
    default: []
    }
  }

  private static func count(_ value: Value) -> Int {
    1 + children(value).reduce(0) { $0 + count($1) }
  }

  /// The document with its value of that number, counted in order, replaced.
  private static func replacing(_ value: Value, _ left: inout Int, by wrong: Value) -> Value {
    left -= 1
    if left == -1 { return wrong }
    switch value {
    case .list(let items): return .list(items.map { replacing($0, &left, by: wrong) })
    case .map(let members):
      var changed: [String: Value] = [:]
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        changed[key] = replacing(member, &left, by: wrong)
      }
      return .map(changed)
    default: return value
    }
  }
}
