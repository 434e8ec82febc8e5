/// One thing that one source says, as numbers into the tables of names.
struct Fact: Hashable {
  var source: Int32
  /// The asset, or the tail of a relation.
  var subject: Int32 = 0
  /// The relation, property, signal or rule.
  var kind: Int32 = 0
  /// The head of a relation.
  var object: Int32 = 0
  var detector: Int32 = 0
  /// 0 where there is no location.
  var path: Int32 = 0
  var line: Int32 = 0
  var cell: Int32 = 0
  var basis: Int32 = 0
  var confidence: Double = 0
  /// A name or a JSON value; empty where there is none.
  var value: String = ""

  /// What a new statement on the same matter from the same place has in common with the old one.
  var matter: Fact {
    var matter = self
    (matter.line, matter.cell, matter.basis) = (0, 0, 0)
    (matter.confidence, matter.value) = (0, "")
    return matter
  }
}
