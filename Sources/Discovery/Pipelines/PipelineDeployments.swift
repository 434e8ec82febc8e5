import Estate
import Formats

/// What a workflow puts into production: the images that it pushes and the workloads that it changes.
struct PipelineDeployments {
  private struct Image {
    let reference: ImageReference
    let line: Int
  }

  private struct Target {
    let namespace: String?
    let kind: String
    let name: String
    let line: Int
  }

  private let recording: PipelineRecording
  private var images: [Image] = []
  private var targets: [Target] = []

  /// Whether what is deployed is named.
  var areKnown: Bool { !images.isEmpty || !targets.isEmpty }

  init(recording: PipelineRecording) {
    self.recording = recording
    for step in recording.workflow.steps {
      let variables = Dictionary(
        (recording.workflow.environment + step.environment).map { ($0.name, Self.known($0.value)) },
        uniquingKeysWith: { $1 })
      if let uses = step.uses, CIActions.name(of: uses) == "docker/build-push-action",
        let tags = step.inputs.first(where: { $0.name == "tags" })
      {
        for tag in tags.value.split(whereSeparator: { $0.isNewline || $0 == "," }) {
          add(VariableText.expand(Self.known(String(tag)), variables), tags.line)
        }
      }
      for words in recording.commands(step) where recording.facts.actions.deploys(words) {
        let words = words.map { VariableText.expand(Self.known($0), variables) }
        switch words.first {
        case "docker": if let last = words.last { add(last, step.scriptLine) }
        case "kubectl": addTarget(words, step.scriptLine)
        default: break
        }
      }
    }
  }

  private mutating func add(_ text: String, _ line: Int) {
    guard let reference = ImageReference(text.filter { !$0.isWhitespace }),
      reference.parts.count > 1, !images.contains(where: { $0.reference.name == reference.name })
    else { return }
    images.append(Image(reference: reference, line: line))
  }

  /// `kubectl -n orders set image deployment/order-automation …`
  private mutating func addTarget(_ words: [String], _ line: Int) {
    let namespace = CommandUse.value(of: ["-n", "--namespace"], in: words)
    for word in words {
      let parts = word.split(separator: "/")
      guard parts.count == 2,
        ["deployment", "deploy", "statefulset", "daemonset", "cronjob"].contains(parts[0]),
        !word.contains("$")
      else { continue }
      let kind = parts[0] == "deploy" ? "deployment" : String(parts[0])
      targets.append(
        Target(namespace: namespace, kind: kind, name: String(parts[1]), line: line))
    }
  }

  /// The text with expressions of GitHub in place of which a shell variable stands.
  private static func known(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "${{") {
      result += rest[..<open.lowerBound] + "$_"
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return result }
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  func record(from pipeline: AssetID, _ record: inout Recorder) {
    let repository = recording.entry.repository
    for image in images {
      let id = record.asset(
        AssetID(.containerImage, "oci", image.reference.name), .containerImage,
        name: image.reference.name, properties: ["scope": .text(recording.scope)],
        line: image.line, confidence: 0.9)
      record.relation(.builds, from: repository.id, to: id, line: image.line)
      record.relation(.deploys, from: pipeline, to: id, line: image.line)
    }
    for target in targets {
      let names = ManifestNames(folder: repository.native)
      let id = record.asset(
        names.id(.workload, target.namespace, "\(target.kind)/\(target.name)"), .workload,
        name: PlainLine.of(target.name),
        properties: ["type": .text(target.kind), "scope": .text(recording.scope)],
        line: target.line, confidence: 0.9)
      record.relation(.deploys, from: pipeline, to: id, line: target.line)
      // `set image`: what was pushed is what then runs.
      for image in images {
        record.relation(
          .runsIn, from: AssetID(.containerImage, "oci", image.reference.name), to: id,
          basis: .inferred, line: target.line, confidence: 0.8)
      }
    }
  }
}
