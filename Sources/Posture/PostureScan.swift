import Assessment
import Catalog
import Classification
import Configuration
public import Discovery
import Estate
public import Evidence
import Foundation
import Mapping
import Matching
import Prioritization

/// One turn of the loop: discover, classify, map, assess, prioritise.
public struct PostureScan: Sendable {
  public static let version = "0.1.0"

  private let request: ScanRequest
  private let targets: [Target]
  private let setup: ScanSetup
  private let stop: StopFlag
  private let progress: ScanProgress

  /// Checks the request, the configuration and the rules before anything is read.
  public init(
    _ request: ScanRequest, stop: StopFlag = StopFlag(), progress: ScanProgress = ScanProgress()
  ) throws(ScanError) {
    var targets: [Target] = []
    for target in request.targets { targets.append(try Target(target)) }
    self.request = request
    self.targets = targets
    self.stop = stop
    self.progress = progress
    setup = try ScanSetup(request: request, targets: targets)
  }

  /// Path of the configuration in use; nil where there is none.
  public var configurationPath: String? { setup.configurationPath }

  /// Digest of the catalogue, rules and frameworks in use.
  public var knowledgeDigest: String { setup.knowledge.digest }

  public func run() throws(ScanError) -> ScanReport {
    var builder = EstateBuilder()
    let readings = try discover(into: &builder)
    identify(&builder)
    classify(&builder)
    let estate = builder.build()
    let rules = try setup.rules()
    let assessed = try assess(estate, rules)
    let findings = FindingPriority.rank(
      assessed.findings, in: estate, analysis: AttackAnalysis(estate))
    var skipped = readings.flatMap(\.skipped)
    skipped += assessed.outcomes.compactMap { outcome in
      outcome.error.map { Skipped(path: "rule:\(outcome.rule)", reason: "error: \($0)") }
    }
    return ScanReport(
      version: Self.version, targets: request.targets, sources: readings.map(\.reported),
      estate: estate, findings: findings.sorted { $0.id < $1.id }, unknown: assessed.unknown,
      skipped: skipped.sorted(),
      summary: ScanSummary(
        readings: readings, estate: estate, findings: findings, unknown: assessed.unknown.count,
        rules: rules.count { $0.isEnabled }, skipped: skipped.count
      ).value)
  }

  private func discover(into builder: inout EstateBuilder) throws(ScanError) -> [SourceReading] {
    let detectors = setup.detectors
    let database: PatternDatabase
    do {
      database = try PatternDatabase(
        patterns: detectors.patterns, cache: request.cacheFolder.map(PatternCache.init))
    } catch {
      throw ScanError("\(error)")
    }
    var readings: [SourceReading] = []
    for target in targets {
      let source = FilesSource(
        path: target.path, detectors: detectors, database: database,
        declared: setup.declaredRepositories, stop: stop, progress: progress)
      do throws(Unreadable) {
        var reading = try source.read()
        for observations in reading.observations { builder.add(observations) }
        builder.collects(reading.collected)
        reading.observations = []
        readings.append(reading)
      } catch {
        var failed = SourceReading(id: "files:\(target.name)", kind: "files")
        failed.status = .failed
        failed.reason = error.reason
        readings.append(failed)
      }
    }
    return readings
  }

  /// Makes one asset of what was seen under several ids.
  private func identify(_ builder: inout EstateBuilder) {
    let identities = setup.identities.resolve(builder.build())
    builder.rename(identities.aliases)
    builder.add(identities.observations)
  }

  private func classify(_ builder: inout EstateBuilder) {
    let classifier = Classifier(configuration: setup.configuration, now: request.now)
    builder.add(classifier.classify(builder.build()))
    builder.collects(classifier.collects)
  }

  private func assess(_ estate: Estate, _ rules: [Rule]) throws(ScanError) -> AssessmentResult {
    do {
      let controls = try ControlMapping(setup.knowledge)
      return RuleEvaluator(controls: controls).evaluate(
        rules, estate, now: request.now, parameters: setup.configuration.parameters)
    } catch {
      throw ScanError("\(error)")
    }
  }
}

extension SourceReading {
  fileprivate var reported: ReportedSource {
    ReportedSource(
      id: id, kind: kind, status: status.rawValue, reason: reason, files: files, bytes: bytes)
  }
}
