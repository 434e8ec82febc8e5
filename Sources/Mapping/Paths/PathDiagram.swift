public import Estate

/// A set of paths as one picture: assets in layers, from where attackers start to what they want.
public struct PathDiagram: Sendable {
  struct Box: Sendable, Hashable {
    let id: AssetID
    let kind: String
    let name: String
    var layer: Int
    /// Place within the layer, from the top.
    var row = 0
  }

  struct Arrow: Sendable, Hashable {
    let from: Int
    let to: Int
    let label: String
  }

  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []

  public init(_ paths: [AttackPath], in estate: Estate) {
    var numbers: [Int: Int] = [:]
    for path in paths {
      place(path.start.asset, layer: 0, in: estate, &numbers)
      var layer = 0
      for hop in path.hops where hop.from.asset != hop.to.asset {
        layer += 1
        place(hop.to.asset, layer: layer, in: estate, &numbers)
        guard let from = numbers[hop.from.asset], let to = numbers[hop.to.asset],
          case .relation(let index) = hop.step
        else { continue }
        let arrow = Arrow(from: from, to: to, label: estate.relation(at: index).kind.name)
        if !arrows.contains(arrow) { arrows.append(arrow) }
      }
    }
    arrange()
  }

  private mutating func place(
    _ asset: Int, layer: Int, in estate: Estate, _ numbers: inout [Int: Int]
  ) {
    if let number = numbers[asset] {
      boxes[number].layer = max(boxes[number].layer, layer)
      return
    }
    numbers[asset] = boxes.count
    let asset = estate.assets[asset]
    boxes.append(Box(id: asset.id, kind: asset.kind.name, name: asset.name, layer: layer))
  }

  /// Rows: first in the order met, then each layer by the mean row of what points to it, which keeps
  /// most arrows from crossing.
  private mutating func arrange() {
    let layers = Dictionary(grouping: boxes.indices) { boxes[$0].layer }
    for layer in layers.keys.sorted() {
      let sorted = (layers[layer] ?? []).sorted {
        (meanRow(before: $0), $0) < (meanRow(before: $1), $1)
      }
      for (row, box) in sorted.enumerated() { boxes[box].row = row }
    }
  }

  private func meanRow(before box: Int) -> Double {
    let rows = arrows.filter { $0.to == box && boxes[$0.from].layer < boxes[box].layer }
      .map { Double(boxes[$0.from].row) }
    return rows.isEmpty ? Double(box) : rows.reduce(0, +) / Double(rows.count)
  }

  /// The picture in the language of Graphviz.
  public var dot: String {
    var lines = ["digraph paths {", "  rankdir=LR;", "  node [shape=box];"]
    for (number, box) in boxes.enumerated() {
      lines.append("  n\(number) [label=\"\(box.kind)\\n\(Self.quoted(box.name))\"];")
    }
    for arrow in arrows {
      lines.append("  n\(arrow.from) -> n\(arrow.to) [label=\"\(arrow.label)\"];")
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    String(
      text.flatMap { character -> [Character] in
        switch character {
        case "\"", "\\": ["\\", character]
        case _ where character.isNewline: [" "]
        default: [character]
        }
      })
  }
}
