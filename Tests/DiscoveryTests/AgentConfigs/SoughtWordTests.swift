import Testing

@testable import Discovery

@Suite struct SoughtWordTests {
  private let words = ["you are", "respond", "answer", "réponds", "用户"].map(SoughtWord.init)

  @Test(arguments: [
    ("you are here", 1), ("you are to answer and respond", 2), ("yo you aryou are", 1), ("", 0),
    ("réponds", 1), ("re\u{301}ponds", 1), ("respon", 0), ("回答用户 — answer", 2), ("用", 0),
  ])
  func `words are found, however their letters are written`(text: String, count: Int) {
    #expect(SoughtWord.count(words, in: text, upTo: 2) == count)
  }
}
