import Architecture
import Subjects

extension ForkWorld {
  /// The world in a line.
  var text: String {
    let image = segments.map { "\($0.kind) \($0.pages)" }.joined(separator: ", ")
    return """
      start: \(strategy.text), k = \(regionSizeLog2), \(regions) regions, \(frames) frames; pages: \(image)
      """
  }
}

extension ForkStep {
  /// The step in a line.
  var text: String {
    let actor = "\(process)\(thread == 0 ? "" : ".\(thread)")"
    let access = meanwhile.map { ", meanwhile at point \($0.point) \($0.step.text)" } ?? ""
    return "\(actor): \(action.text)\(access)"
  }
}
