import PropertySuite

/// The specification as a document: every rule of the Model, in the order of its files.
enum SpecificationDocument {
  /// The document in Markdown.
  static func text(_ rules: [Rule]) -> String {
    var lines = [
      "# The specification",
      "",
      "Every rule of the Model, with the file whose code states it exactly. `ufork explain RULE` shows what exercises a",
      "rule. This document is derived from the Model's comments by `ufork document`; change it there.",
    ]
    var module = ""
    var file = ""
    for rule in rules {
      let parts = rule.file.split(separator: "/").map(String.init)
      if parts[1] != module {
        module = parts[1]
        lines += ["", "## \(title(of: module))"]
      }
      if rule.file != file {
        file = rule.file
        let place = parts.dropFirst(2).joined(separator: "/").replacing(".swift", with: "")
        lines += ["", "### [\(place)](../\(file))", ""]
      }
      lines.append("* **`\(rule.name)`** \(rule.text.replacing("``", with: "`"))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func title(of module: String) -> String {
    switch module {
    case "Architecture": "Names and encodings"
    case "CapabilityModel": "Capabilities"
    case "MachineModel": "The machine"
    case "ForkModel": "Processes, fork and isolation"
    case "ExactIntegers": "Integers"
    default: module
    }
  }
}
