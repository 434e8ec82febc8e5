import Formats

/// A workflow of a CI service, in terms that all of them share.
struct CIWorkflow: Sendable {
  struct Setting: Sendable {
    let name: String
    let value: String
    let line: Int

    /// The line on which a word stands; those of a text in a block stand below its key.
    func line(of word: String) -> Int {
      CIWorkflow.line(of: word, in: value, from: line)
    }
  }

  struct Step: Sendable {
    /// Job and position, for names.
    let job: String
    let line: Int
    /// The action that it uses, as written.
    var uses: String?
    var inputs: [Setting] = []
    var script: String?
    var scriptLine = 0
    var environment: [Setting] = []
    var folder: String?
  }

  var name: String?
  var triggers: [String] = []
  var schedules: [String] = []
  /// Rights of its token, such as `contents: write`.
  var permissions: [String] = []
  var environment: [Setting] = []
  var steps: [Step] = []

  /// Most steps that are read.
  static let stepLimit = 2000

  static func line(of word: String, in text: String, from line: Int) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, let index = lines.firstIndex(where: { $0.contains(word) }) else {
      return line
    }
    return line + index + 1
  }

  static func settings(_ node: DocumentNode?) -> [Setting] {
    (node?.entries ?? []).compactMap { entry in
      entry.value.scalar.map { Setting(name: entry.key, value: $0, line: entry.value.line) }
    }
  }
}

extension CIWorkflow {
  /// A workflow of GitHub Actions.
  init?(github root: DocumentNode) {
    guard let on = root["on"] ?? root["true"], let jobs = root["jobs"], jobs.isMapping else {
      return nil
    }
    name = root["name"]?.text
    triggers = on.isMapping ? on.entries.map(\.key) : on.scalars
    schedules = (on["schedule"]?.items ?? []).compactMap { $0["cron"]?.text }
    environment = Self.settings(root["env"])
    let jobPermissions = jobs.entries.compactMap { $0.value["permissions"] }
    permissions = Set(
      ([root["permissions"]].compactMap { $0 } + jobPermissions).flatMap(Self.rights)
    )
    .sorted()
    for job in jobs.entries {
      let folder = job.value.at("defaults.run.working-directory")?.text
      if let uses = job.value["uses"]?.text {
        steps.append(
          Step(job: job.key, line: job.line, uses: uses, inputs: Self.settings(job.value["with"])))
      }
      let own = Self.settings(job.value["env"])
      for node in (job.value["steps"]?.items ?? []).prefix(Self.stepLimit) {
        var step = Step(job: job.key, line: node.line)
        step.uses = node["uses"]?.text
        step.inputs = Self.settings(node["with"])
        step.script = node["run"]?.text
        step.scriptLine = node["run"]?.line ?? node.line
        step.environment = own + Self.settings(node["env"])
        step.folder = node["working-directory"]?.text ?? folder
        steps.append(step)
      }
    }
  }

  private static func rights(_ node: DocumentNode) -> [String] {
    if let all = node.text { return [all] }
    return node.entries.compactMap { entry in
      guard let right = entry.value.text, right != "none" else { return nil }
      return "\(entry.key): \(right)"
    }
  }

  /// `.gitlab-ci.yml`
  init?(gitlab root: DocumentNode) {
    let reserved: Set<String> = [
      "default", "include", "stages", "variables", "workflow", "cache", "image", "services",
      "before_script", "after_script", "spec",
    ]
    environment = Self.settings(root["variables"])
    for job in root.entries where !reserved.contains(job.key) {
      let lines = ["before_script", "script", "after_script"].flatMap { key in
        Self.lines(job.value[key])
      }
      guard !lines.isEmpty else { continue }
      var step = Step(job: job.key, line: job.line)
      step.script = lines.map(\.0).joined(separator: "\n")
      step.scriptLine = lines[0].1
      step.environment = Self.settings(job.value["variables"])
      steps.append(step)
      for rule in job.value["rules"]?.items ?? [] {
        let condition = rule["if"]?.text ?? ""
        for (word, trigger) in [
          ("merge_request_event", "merge_request"), ("schedule", "schedule"), ("\"push\"", "push"),
        ] where condition.contains(word) && !triggers.contains(trigger) {
          triggers.append(trigger)
        }
      }
    }
    guard !steps.isEmpty else { return nil }
  }

  /// `.circleci/config.yml`
  init?(circle root: DocumentNode) {
    guard let jobs = root["jobs"]?.entries else { return nil }
    for job in jobs {
      for node in (job.value["steps"]?.items ?? []).prefix(Self.stepLimit) {
        guard let run = node["run"], let script = run.text ?? run["command"]?.text else { continue }
        var step = Step(job: job.key, line: node.line)
        step.script = script
        step.scriptLine = run["command"]?.line ?? run.line
        step.environment =
          Self.settings(job.value["environment"]) + Self.settings(run["environment"])
        steps.append(step)
      }
    }
    for workflow in root["workflows"]?.entries ?? [] {
      for trigger in workflow.value["triggers"]?.items ?? [] {
        if let cron = trigger.at("schedule.cron")?.text { schedules.append(cron) }
      }
    }
  }

  /// `azure-pipelines.yml`
  init?(azure root: DocumentNode) {
    guard root["steps"] != nil || root["jobs"] != nil || root["stages"] != nil else { return nil }
    name = root["name"]?.text
    if root["trigger"]?.text != "none", root["trigger"] != nil { triggers.append("push") }
    if root["pr"]?.text != "none", root["pr"] != nil { triggers.append("pull_request") }
    schedules = (root["schedules"]?.items ?? []).compactMap { $0["cron"]?.text }
    environment = Self.settings(root["variables"])
    var open: [(DocumentNode, String)] = [(root, "pipeline")]
    while let (node, job) = open.popLast(), steps.count < Self.stepLimit {
      for step in node["steps"]?.items ?? [] {
        let script = ["script", "bash", "pwsh", "powershell"].lazy.compactMap { step[$0] }.first
        var read = Step(job: job, line: step.line)
        read.uses = step["task"]?.text
        read.inputs = Self.settings(step["inputs"])
        read.script =
          script?.text ?? step.at("inputs.script")?.text
          ?? step.at("inputs.inlineScript")?.text
        read.scriptLine = script?.line ?? step.line
        read.environment = Self.settings(step["env"])
        steps.append(read)
      }
      for (key, list) in [("job", "jobs"), ("stage", "stages")] {
        for item in (node[list]?.items ?? []).reversed() {
          open.append((item, item[key]?.text ?? job))
        }
      }
      for path in ["strategy.runOnce.deploy", "strategy.rolling.deploy"] {
        if let deploy = node.at(path) { open.append((deploy, node["deployment"]?.text ?? job)) }
      }
    }
  }

  /// A Jenkinsfile, read as text: the arguments of `sh`, `bat` and `cron`.
  init(jenkins text: String) {
    let quotes = ["\"\"\"", "'''", "\"", "'"]
    var rest = text[...]
    var line = 1
    let calls = ["sh", "bat", "powershell", "cron"]
    while let start = rest.firstIndex(where: { $0.isLetter }), steps.count < Self.stepLimit {
      line += rest[..<start].count { $0.isNewline }
      let word = rest[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      rest = rest[word.endIndex...]
      guard calls.contains(String(word)) else { continue }
      var argument = rest.drop { $0 == " " || $0 == "(" }
      if argument.hasPrefix("script:") { argument = argument.dropFirst(7).drop { $0 == " " } }
      guard let quote = quotes.first(where: argument.hasPrefix) else { continue }
      let body = argument.dropFirst(quote.count)
      guard let end = body.firstRange(of: quote) else { continue }
      let value = String(body[..<end.lowerBound])
      if word == "cron" {
        schedules.append(value)
      } else {
        var step = Step(job: "pipeline", line: line)
        step.script = value
        step.scriptLine = line
        steps.append(step)
      }
      line += rest[..<end.upperBound].count { $0.isNewline }
      rest = rest[end.upperBound...]
    }
  }

  private static func lines(_ node: DocumentNode?) -> [(String, Int)] {
    guard let node else { return [] }
    if let text = node.text { return [(text, node.line)] }
    return node.items.flatMap { lines($0) }
  }
}
