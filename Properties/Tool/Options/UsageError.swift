import JSONReading

/// Something in the command line that can't be understood; ends with exit code 2.
struct UsageError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }

  /// A name that there is not, with the nearest that there are.
  init(unknown kind: String, _ name: String, among names: [String], hint: String? = nil) {
    var text = "There is no \(kind) “\(name)”."
    let nearest = NearestNames.of(name, among: names)
    if !nearest.isEmpty { text += " Nearest: \(nearest.joined(separator: ", "))." }
    if let hint { text += " \(hint)" }
    self.init(text)
  }
}

/// The words behind `--` on the command line: somebody's program and its arguments.
///
/// The parser of arguments takes them for more of the last list of words, so a command that takes names as well has to
/// tell the two apart.
enum TerminatedCommand {
  /// What was typed behind the first `--`; empty if there is none.
  static var words: [String] { Array(CommandLine.arguments.drop { $0 != "--" }.dropFirst()) }

  /// Words of which the last were typed behind `--`, as the names before it and the command behind it.
  static func split(_ all: [String]) -> (names: [String], command: [String]) {
    let command = words
    return (Array(all.dropLast(command.count)), command)
  }
}
