import Foundation
import PackagePlugin

/// Turns the data folders into Swift source before a target is compiled: the kinds of the schema
/// for `Estate`, the embedded catalogue, rules and frameworks for `Catalog`.
@main
struct CatalogPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let compiler = try context.tool(named: "CatalogCompiler").url
    if target.name == "Estate" {
      let schema = root.appending(path: "Catalog/schema.yaml")
      let output = context.pluginWorkDirectoryURL.appending(path: "GeneratedSchema.swift")
      return [
        .buildCommand(
          displayName: "Generating the schema", executable: compiler,
          arguments: ["schema", schema.path, output.path],
          inputFiles: [schema], outputFiles: [output])
      ]
    }
    let folders = ["Catalog", "Rules", "Frameworks"].map { root.appending(path: $0) }
    let inputs = folders.flatMap { files(under: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedData.swift")
    return [
      .buildCommand(
        displayName: "Embedding the catalogue", executable: compiler,
        arguments: ["embed", root.path, output.path],
        inputFiles: inputs, outputFiles: [output])
    ]
  }

  private func files(under folder: URL) -> [URL] {
    let contents = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (contents?.compactMap { $0 as? URL } ?? [])
      .filter { ["yaml", "json"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
