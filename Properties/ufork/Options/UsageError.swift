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
