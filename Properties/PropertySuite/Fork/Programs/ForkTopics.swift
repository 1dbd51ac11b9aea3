package import Architecture
import Subjects

/// What programs may be about, by the names of the command line.
package enum ForkTopics {
  /// The names of all topics.
  package static var names: [String] { ForkTopic.allCases.map { "\($0)" } }

  /// The actions that belong to a topic; nil if there is none of that name.
  package static func actions(of name: String) -> [ForkActionKind]? {
    ForkTopic.allCases.first { "\($0)" == name }?.kinds
  }

  /// The actions that programs of every topic use.
  package static let actionsOfAll: [ForkActionKind] = [
    .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag, .inspect,
    .fork, .exit, .wait, .waitFor,
  ]
}
