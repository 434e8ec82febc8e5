import Formats
import Testing

@Suite struct XMLTests {
  private func parse(_ text: String) throws -> Formats.XMLElement {
    try Formats.XMLDocument.parse(Array(text.utf8))
  }

  @Test func `elements carry text, attributes, children and lines`() throws {
    let root = try parse(
      """
      <?xml version="1.0"?>
      <!-- a comment <with> tags -->
      <m:project xmlns:m='urn:x'>
        <dependency scope="a &amp; b">
          <id>x&#65;<![CDATA[<y>]]></id>
        </dependency>
        <empty/>
      </m:project>
      """)
    #expect(root.name == "project")
    #expect(root["dependency"]?.line == 4)
    #expect(root["dependency"]?.attributes["scope"] == "a & b")
    #expect(root["dependency"]?["id"]?.text == "xA<y>")
    #expect(root["empty"]?.line == 7)
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a SYSTEM 'http://e.org/'><a/>",
    "<a>&x;</a>", "", "<a>", "<a></b>", "</a>", "<a/><b/>", "x<a/>", "<a b></a>", "<a b=c/>",
    "<a b='c", "<!-- x", "<a><![CDATA[x</a>", "<a",
  ])
  func `malformed, typed and entity-bearing documents are refused`(text: String) {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test func `ten thousand levels are refused`() {
    let deep = String(repeating: "<a>", count: 10_000)
    #expect(throws: DocumentError.tooDeep(line: 1, limit: 128)) { try parse(deep) }
  }
}
