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
import Synchronization
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
    let base = compare(&builder)
    builder.add(DerivedRelations.observations(from: AttackAnalysis(base)))
    let estate = builder.current()
    let assessed = try assess(estate)
    let findings = try rank(assessed, estate, base: base)
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
        rules: setup.rules.count { $0.isEnabled }, skipped: skipped.count
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
        var failed = SourceReading(id: target.failedID, kind: target.kind.rawValue)
        failed.status = .failed
        failed.reason = error.reason
        readings.append(failed)
      }
    }
    return readings
  }

  /// Makes one asset of what was seen under several ids.
  private func identify(_ builder: inout EstateBuilder) {
    let merges = setup.identities.merges(builder.current())
    builder.rename(merges.aliases)
    builder.add(merges.observations)
  }

  /// Adds which assets may be the same, by all that is known of them in the end; returns the estate as
  /// it was seen and classified.
  private func compare(_ builder: inout EstateBuilder) -> Estate {
    let estate = builder.current()
    let identities = setup.identities.resolve(estate)
    builder.rename(identities.aliases)
    builder.add(identities.observations)
    return identities.merges.isEmpty ? estate : builder.current()
  }

  private func read(
    _ target: Target, _ database: PatternDatabase?
  ) throws(Unreadable) -> SourceReading {
    if let format = target.billFormat { return try bill(format, at: target.path) }
    guard let database, target.kind == .files else {
      var reading = try EstateFileSource(path: target.path).readFacts()
      for index in reading.observations.indices {
        IdentityResolution.withdraw(from: &reading.observations[index])
      }
      return reading
    }
    return try FilesSource(
      path: target.path, detectors: setup.detectors, database: database,
      declared: setup.declaredRepositories, filled: setup.filledFolders, cache: outcomes,
      stop: stop, progress: progress
    ).read()
  }

  private func bill(
    _ format: BillOfMaterialsSource.Format, at path: String
  ) throws(Unreadable) -> SourceReading {
    let source: BillOfMaterialsSource
    do {
      source = try BillOfMaterialsSource(setup.knowledge)
    } catch {
      throw Unreadable(error.description)
    }
    return try source.read(format, at: path)
  }

  /// What earlier scans saw in each file; nil where every file is to be read.
  private var outcomes: OutcomeCache? {
    guard request.reusesOutcomes, let folder = request.cacheFolder else { return nil }
    return OutcomeCache(folder: folder, basis: "\(Self.version) \(knowledgeDigest)")
  }

  private func patterns() throws(ScanError) -> PatternDatabase {
    let cache = request.cacheFolder.map(PatternCache.init)
    PatternCache.shared.withLock { $0 = cache }
    do {
      return try PatternDatabase(
        patterns: setup.detectors.patterns, cache: cache)
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
    builder.add(classifier.classify(builder.current()))
    builder.collects(classifier.collects)
    builder.add(classifier.inherit(builder.current()))
  }

  private func assess(_ estate: Estate) throws(ScanError) -> AssessmentResult {
    try known { () throws(KnowledgeError) in
      RuleEvaluator(controls: try ControlMapping(setup.knowledge)).evaluate(
        setup.rules, estate, now: request.now)
    }
  }

  /// - Parameter base: the estate without what follows from it.
  private func rank(
    _ assessed: AssessmentResult, _ estate: Estate, base: Estate
  ) throws(ScanError) -> [Finding] {
    let (exploitability, catalog) = try known { () throws(KnowledgeError) in
      (try AuthoredExploitability.values(setup.knowledge), try ChangeCatalog(setup.knowledge))
    }
    let analysis = AttackAnalysis(estate)
    let ranked = FindingPriority.rank(
      assessed.findings, in: estate, analysis: analysis, exploitability: exploitability)
    let changes = ChangeAnalysis(
      catalog, rules: setup.rules, exploitability: exploitability, now: request.now
    ).changes(for: ranked, base: base, estate: estate, analysis: analysis)
    return ranked.map { finding in
      guard let priority = finding.priority else { return finding }
      var finding = finding
      var explanation = priority.explanation
      if let evidence = assessed.evidence[finding.id] {
        explanation["evidence"] = .map(
          Dictionary(evidence.map { ($0.name, $0.value ?? .null) }) { first, _ in first })
      }
      if let changes = changes[finding.id] {
        explanation["what_if"] = .list(changes.map(\.value))
      }
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
