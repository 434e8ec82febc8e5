import Estate
import Evidence
import Foundation
import Mapping
import Store
import TestSupport
import Testing

@testable import Posture

@Suite("The attack paths of a record")
struct RecordedPathsTests {
  @Test("are those of its whole estate, to the last location")
  func sample() throws {
    let estate = try SampleOrganisation.report().estate
    let folder = try TemporaryFolder()
    let record = try SampleOrganisation.record(estate, in: folder)
    let paths = try RecordedPaths(record)
    let whole = try record.estate(asOf: .now)
    #expect(paths.estate.assets.map(\.id) == whole.assets.map(\.id))
    #expect(paths.estate.relationCount < whole.relationCount)
    let expected = PathSurvey(whole, limit: 10)
    #expect(!expected.paths.isEmpty && !expected.fixes.isEmpty)
    let survey = try paths.survey(limit: 10)
    #expect(survey.document == expected.document)
    #expect(
      PathDiagram(survey.paths, in: survey.estate).dot
        == PathDiagram(expected.paths, in: whole).dot)
    let agents = whole.assets.indices.filter { whole.assets[$0].kind == .agent }
    let stores = whole.assets.indices.filter { whole.assets[$0].kind == .dataStore }
    for (start, goal) in zip(agents, stores) {
      #expect(
        try paths.survey(from: start, to: goal, limit: 5).document
          == PathSurvey(whole, from: start, to: goal, limit: 5).document)
    }
  }
}
