import Architecture
import ArgumentParser
import PropertySuite
import Subjects

/// Which part of what a kernel does is looked at.
struct ConformRange: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only programs about this beside memory, pointers, fork, exit and wait; may be repeated.", valueName: "name"))
  var topic: [String] = []

  @Option(help: ArgumentHelp("Only these actions, with commas between; may be repeated.", valueName: "actions"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Not these actions, with commas between; may be repeated.", valueName: "actions"))
  var without: [String] = []

  /// The actions among those of a kernel; nil if all are meant.
  ///
  /// - Throws: ``UsageError`` for a topic or an action that there is not, or if nothing is left.
  func actions(of kernel: ForkSubjectDescription) throws -> Set<String>? {
    if topic.isEmpty, only.isEmpty, without.isEmpty { return nil }
    var actions = kernel.actions
    if !topic.isEmpty {
      let named = try topic.flatMap { name in
        guard let topic = ForkTopic(rawValue: name) else {
          throw UsageError(unknown: "topic", name, among: ForkTopic.allCases.map(\.rawValue))
        }
        return topic.kinds
      }
      actions.formIntersection(
        (named + ForkActionKind.allCases.filter(\.isOfAllTopics)).map(\.rawValue) + [SelectiveForkSubject.meanwhile])
    }
    if !only.isEmpty { actions.formIntersection(try Self.actions(only)) }
    actions.subtract(try Self.actions(without))
    if actions.isEmpty { throw UsageError("\(kernel.name) does none of the actions that are left.") }
    return actions
  }

  private static func actions(_ lists: [String]) throws -> Set<String> {
    let names = ForkActionKind.allCases.map(\.rawValue) + [SelectiveForkSubject.meanwhile]
    let typed = lists.flatMap { $0.split(separator: ",").map { String($0) } }
    for name in typed where !names.contains(name) { throw UsageError(unknown: "action", name, among: names) }
    return Set(typed)
  }
}
