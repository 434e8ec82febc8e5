import Catalog
import Estate
import Formats
import Mapping
import TestSupport
import Testing

@Suite struct IdentityPairsTests {
  private let resolution: IdentityResolution
  private let pairs: [IdentityPair]

  init() throws {
    resolution = IdentityResolution(try IdentityFacts())
    pairs = try IdentityPair.all()
  }

  @Test func `of two hundred labelled pairs and more, no two different things are merged`() {
    var (right, wrong, missed) = (0, [String](), [String]())
    for pair in pairs {
      let isMerged = !resolution.resolve(pair.estate).merges.isEmpty
      if isMerged { pair.same ? (right += 1) : wrong.append(pair.testDescription) }
      if pair.same, !isMerged { missed.append(pair.testDescription) }
    }
    #expect(pairs.count >= 200)
    #expect(wrong.isEmpty, "precision \(Double(right) / Double(right + wrong.count))")
    let recall = Double(right) / Double(right + missed.count)
    #expect(recall >= 0.9, "recall \(recall) of \(right + missed.count); missed \(missed)")
  }

  @Test func `what no strong key shows is suggested, and what differs seldom is`() {
    var (suggested, silent, wrong) = (0, [String](), [String]())
    for pair in pairs {
      let resolved = resolution.resolve(pair.estate)
      let isSuggested = resolved.suggestions.contains {
        $0.first == pair.ids.min() && $0.second == pair.ids.max()
      }
      switch (pair.same, resolved.merges.isEmpty) {
      case (true, true): isSuggested ? (suggested += 1) : silent.append(pair.testDescription)
      case (false, _) where isSuggested: wrong.append(pair.testDescription)
      default: break
      }
    }
    #expect(silent.isEmpty)
    #expect(Double(suggested) / Double(suggested + wrong.count) >= 0.5, "\(wrong)")
  }

  @Test func `the order of observations changes neither merges nor suggestions`() {
    let observations = pairs.flatMap(\.observations)
    var generator = SeededGenerator(7)
    let first = resolution.resolve(estate(of: observations))
    #expect(first.merges.count > 90)
    for _ in 0..<25 {
      #expect(resolution.resolve(estate(of: observations.shuffled(using: &generator))) == first)
    }
  }

  private func estate(of observations: [Observations]) -> Estate {
    var builder = EstateBuilder()
    for observations in observations { builder.add(observations) }
    return builder.build()
  }

  @Test func `normal forms bring together what is the same and keep apart what is not`() throws {
    let forms = try IdentityFacts().forms
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/identity.yaml"))
    var tested: Set<String> = []
    for (key, isMatch) in [("match", true), ("no_match", false)] {
      for example in document.root["examples"]?[key]?.items ?? [] {
        let name = try #require(example["form"]?.text)
        let form = try #require(KeyForms.Form(rawValue: name))
        let normal = (example["texts"]?.items ?? []).compactMap(\.text).map {
          forms.normal($0, form)
        }
        tested.insert("\(name) \(key)")
        if isMatch {
          #expect(normal.first != .some(nil) && Set(normal).count == 1, "\(name): \(normal)")
        } else {
          let known = normal.compactMap { $0 }
          #expect(Set(known).count == known.count, "\(name): \(normal)")
          #expect(normal.count > 1, "\(name)")
        }
      }
    }
    #expect(tested.count >= 20)
  }
}
