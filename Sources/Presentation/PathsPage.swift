import Estate
public import Mapping
public import Terminal

/// Attack paths for people: each a sentence with its hops, then what would cut most of them.
public struct PathsPage: Sendable {
  private let survey: PathSurvey
  private let canvas: Canvas

  public init(_ survey: PathSurvey, canvas: Canvas) {
    self.survey = survey
    self.canvas = canvas
  }

  public func render() -> String {
    guard !survey.paths.isEmpty else {
      let lines = TextWidth.wrap(
        "No path to a critical asset is known. That is proof only where exposure and permissions were "
          + "read: isobar explain ID shows what is unknown.", to: canvas.textWidth)
      return (lines + reach("Within reach of it", survey.blastRadius)).joined(separator: "\n")
        + "\n"
    }
    var lines: [String] = []
    for (number, path) in survey.paths.enumerated() {
      lines += self.lines(of: PathDescription(path, in: survey.estate), number: number + 1) + [""]
    }
    if !survey.fixes.isEmpty {
      lines.append(canvas.paint("Fix these, in this order", .cyan))
      for (number, fix) in survey.fixes.enumerated() {
        let left = Int((fix.remaining * 100).rounded())
        lines.append(
          canvas.paint(
            "  \(number + 1). \(survey.words(for: fix.hop)): \(left) % of the risk is left", .plain)
        )
      }
      lines.append("")
    }
    if !survey.chokePoints.isEmpty {
      lines.append(canvas.paint("Choke points: no way around them", .cyan))
      lines += survey.chokePoints.map { point in
        let asset = survey.estate.assets[point.state.asset]
        return canvas.paint(
          "  \(asset.kind.name) \(asset.name): \(point.targets) "
            + "target\(point.targets == 1 ? "" : "s") behind it", .plain)
      }
      lines.append("")
    }
    if let cut = survey.severingSet, !cut.isEmpty {
      lines.append(canvas.paint("The smallest cut", .cyan))
      lines += cut.map { canvas.paint("  \(survey.words(for: $0))", .plain) }
      lines.append("")
    }
    lines += reach("Within reach of it", survey.blastRadius)
    lines += reach("Attackers who reach it start at", survey.exposure)
    if survey.unreached > 0 {
      lines.append(
        canvas.paint(
          "\(survey.unreached) critical asset\(survey.unreached == 1 ? "" : "s"): no path is known",
          .faint))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Assets listed of one kind of reach.
  private static let reachLimit = 20

  private func reach(_ title: String, _ assets: [Int]?) -> [String] {
    guard let assets, !assets.isEmpty else { return [] }
    let names = assets.prefix(Self.reachLimit).map { index in
      let asset = survey.estate.assets[index]
      return canvas.paint("  \(asset.kind.name) \(asset.name)", .plain)
    }
    let more = assets.count - names.count
    return [canvas.paint("\(title): \(assets.count)", .cyan)] + names
      + (more > 0 ? [canvas.paint("  … and \(more) more", .faint)] : []) + [""]
  }

  private func lines(of path: PathDescription, number: Int) -> [String] {
    var lines = TextWidth.wrap("\(number). \(Sanitizer.line(path.sentence))", to: canvas.textWidth)
      .map { canvas.paint($0, .bold) }
    for (index, hop) in path.hops.enumerated() {
      let relation = hop.relation.map { hop.isAgainst ? "<-\($0.name)-" : "-\($0.name)->" } ?? "⇒"
      let place = hop.location.map { location in
        "  \(location.path)" + (location.line.map { ":\($0)" } ?? "")
      }
      let weakest = index == path.weakestHop ? "  weakest" : ""
      let probability = (hop.probability * 100).rounded() / 100
      lines.append(
        canvas.paint("   \(hop.from.text) \(relation) \(hop.to.text)", .plain)
          + canvas.paint("  \(probability)\(place ?? "")\(weakest)", .faint))
    }
    lines.append(canvas.paint("   fix: \(path.fix)", .green))
    return lines
  }
}
