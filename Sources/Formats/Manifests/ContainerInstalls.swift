/// The packages that the steps of a Dockerfile install.
enum ContainerInstalls {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    for stage in Dockerfile(bytes).stages {
      for command in stage.commands where command.purpose == .build {
        for words in command.lines {
          for dependency in InstallCommand.dependencies(words, line: command.line) {
            manifest.add(dependency)
          }
        }
      }
    }
  }
}
