import Architecture
import Foundation

/// What the document of the kernel's system calls says of each, from the one table of them.
enum SystemCallsDocument {
  static let path = "Docs/SystemCalls.md"

  /// The document with the table of calls as it is now.
  static func text(in root: String) throws -> String {
    let rows = SystemCall.allCases.map { call in
      let errors = call.entry.errors.map { "\($0)" }.joined(separator: ", ")
      return "| `\(call.name)` | \(call.rawValue) | \(errors.isEmpty ? "–" : errors) | \(call.entry.note) |"
    }
    let head = ["", "| call | number | errors, in the order of the checks | notes |", "|---|--:|---|---|"]
    return try SourceFiles.text(
      path, in: root, between: "<!-- calls -->\n", and: "<!-- end of calls -->",
      replacedBy: (head + rows + ["", ""]).joined(separator: "\n"))
  }
}
