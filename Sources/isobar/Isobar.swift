import ArgumentParser
import Estate

@main
struct Isobar: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "isobar", abstract: "AI security posture management.")

  mutating func run() async throws { print(Schema.current.kinds.count) }
}
