import ArgumentParser
import Posture
import Terminal

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check that everything Isobar needs is there and works.")

  @OptionGroup var record: RecordOptions

  func run() throws {
    let canvas = Output.canvas(for: .standard)
    let checks = Doctor.checks(recordPath: record.path, cacheFolder: UserFolders.cache)
    for check in checks {
      let mark = canvas.paint(
        check.problem == nil ? "ok    " : "wrong ", check.problem == nil ? .green : .red)
      try Output.write(
        "\(mark)\(check.name)  \(canvas.paint(check.problem ?? check.detail, .plain))\n",
        to: .standard)
    }
    if checks.contains(where: { $0.problem != nil }) { throw Failure(.incomplete) }
  }
}
