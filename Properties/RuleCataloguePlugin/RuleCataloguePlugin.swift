import Foundation
import PackagePlugin

/// Makes the catalogue of the specification's rules while the package is built, from the doc comments of the Model.
@main
struct RuleCataloguePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let model = context.package.directoryURL.appending(path: "Model")
    guard let paths = FileManager.default.subpaths(atPath: model.path) else {
      throw MissingModel(path: model.path)
    }
    let sources = paths.filter { $0.hasSuffix(".swift") }.sorted().map { model.appending(path: $0) }
    let catalogue = context.pluginWorkDirectoryURL.appending(path: "Rule+All.swift")
    return [
      .buildCommand(
        displayName: "Reading the rules of the Model", executable: try context.tool(named: "rule-catalogue").url,
        arguments: [catalogue.path, context.package.directoryURL.path] + sources.map(\.path),
        inputFiles: sources, outputFiles: [catalogue])
    ]
  }
}

/// The package has no Model to read rules from.
struct MissingModel: Error, CustomStringConvertible {
  var path: String
  var description: String { "There is no folder \(path), whose comments state the rules." }
}
