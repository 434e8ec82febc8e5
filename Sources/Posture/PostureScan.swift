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
public import Store

/// One turn of the loop: discover, classify, map, assess, prioritise.
public struct PostureScan: Sendable {
  public static let version = "0.1.0"

  let request: ScanRequest
  private let targets: [Target]
  private let setup: ScanSetup
  private let stop: StopFlag
  private let progress: ScanProgress

  /// Checks the request, the configuration and the rules before anything is read.
  public init(
    _ request: ScanRequest, stop: StopFlag = StopFlag(), progress: ScanProgress = ScanProgress()
  ) throws(ScanError) {
    var targets: [Target] = []
    for name in request.targets {
      let target = try Target(name)
      // A place that is named twice is read once.
      if !targets.contains(where: { $0.realPath == target.realPath }) { targets.append(target) }
    }
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

  /// - Parameter decisions: what people decided in the record.
  public func run(decisions: [RecordedDecision] = []) throws(ScanError) -> ScanReport {
    var builder = EstateBuilder()
    let readings = try discover(into: &builder)
    identify(&builder)
    try classify(&builder, decisions)
    builder.add(DerivedRelations.observations(from: AttackAnalysis(builder.build())))
    let estate = builder.build()
    let rules = try setup.rules()
    let assessed = try assess(estate, rules)
    let findings = try rank(assessed, estate)
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
    let database = targets.contains { $0.kind == .files } ? try patterns() : nil
    var readings: [SourceReading] = []
    for target in targets {
      do throws(Unreadable) {
        var reading = try read(target, database)
        for observations in reading.observations { builder.add(observations) }
        builder.collects(reading.collected)
        reading.observations = []
        if let index = readings.firstIndex(where: { $0.id == reading.id }) {
          readings[index].merge(reading)
        } else {
          readings.append(reading)
        }
      } catch {
        var failed = SourceReading(
          id: target.kind == .estate
            ? EstateFileSource(path: target.path).id : "files:\(target.name)",
          kind: target.kind.rawValue)
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

  private func read(
    _ target: Target, _ database: PatternDatabase?
  ) throws(Unreadable) -> SourceReading {
    guard let database, target.kind == .files else {
      return try EstateFileSource(path: target.path).readFacts()
    }
    return try FilesSource(
      path: target.path, detectors: setup.detectors, database: database,
      declared: setup.declaredRepositories, cache: outcomes, stop: stop, progress: progress
    ).read()
  }

  /// What earlier scans saw in each file; nil where every file is to be read.
  private var outcomes: OutcomeCache? {
    guard request.reusesOutcomes, let folder = request.cacheFolder else { return nil }
    return OutcomeCache(folder: folder, basis: "\(Self.version) \(knowledgeDigest)")
  }

  private func patterns() throws(ScanError) -> PatternDatabase {
    do {
      return try PatternDatabase(
        patterns: setup.detectors.patterns, cache: request.cacheFolder.map(PatternCache.init))
    } catch {
      throw ScanError("\(error)")
    }
  }

  private func classify(
    _ builder: inout EstateBuilder, _ decisions: [RecordedDecision]
  ) throws(ScanError) {
    let facts = try known { () throws(KnowledgeError) in try ClassificationFacts(setup.knowledge) }
    let classifier = Classifier(
      configuration: setup.configuration.including(decisions), facts: facts, now: request.now)
    builder.add(classifier.classify(builder.build()))
    builder.collects(classifier.collects)
    builder.add(classifier.inherit(builder.build()))
  }

  private func assess(_ estate: Estate, _ rules: [Rule]) throws(ScanError) -> AssessmentResult {
    try known { () throws(KnowledgeError) in
      RuleEvaluator(controls: try ControlMapping(setup.knowledge)).evaluate(
        rules, estate, now: request.now, parameters: setup.configuration.parameters)
    }
  }

  private func rank(
    _ assessed: AssessmentResult, _ estate: Estate
  ) throws(ScanError) -> [Finding] {
    let exploitability = try known { () throws(KnowledgeError) in
      try AuthoredExploitability.values(setup.knowledge)
    }
    let ranked = FindingPriority.rank(
      assessed.findings, in: estate, analysis: AttackAnalysis(estate),
      exploitability: exploitability)
    return ranked.map { finding in
      guard let evidence = assessed.evidence[finding.id], let priority = finding.priority else {
        return finding
      }
      var finding = finding
      var explanation = priority.explanation
      explanation["evidence"] = .map(
        Dictionary(evidence.map { ($0.name, $0.value ?? .null) }) { first, _ in first })
      finding.priority = Priority(
        decision: priority.decision, score: priority.score, explanation: explanation)
      return finding
    }
  }

  /// Runs what reads the knowledge; what is wrong there ends the scan with one line.
  private func known<Result>(
    _ body: () throws(KnowledgeError) -> Result
  ) throws(ScanError) -> Result {
    do {
      return try body()
    } catch {
      throw ScanError(error.description)
    }
  }
}

extension SourceReading {
  /// Adds another part of the same source, such as a second folder of one repository.
  fileprivate mutating func merge(_ other: SourceReading) {
    if other.status != status { status = .partial }
    reason = reason ?? other.reason
    files += other.files
    bytes += other.bytes
    binaryFiles += other.binaryFiles
    skipped += other.skipped
    collected.formUnion(other.collected)
  }

  fileprivate var reported: ReportedSource {
    ReportedSource(
      id: id, kind: kind, status: status.rawValue, reason: reason, files: files, bytes: bytes)
  }
}
