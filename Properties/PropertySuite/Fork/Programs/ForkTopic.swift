import Subjects

/// What a fork program may be about, beside what all of them are about: memory, pointers, fork, exit and wait.
///
/// A program has few topics, as a chapter has: one that does a little of everything reaches nothing that is deep.
enum ForkTopic: CaseIterable {
  case threads, borrowing, mapping, pipes, files, images, signals

  /// The actions that belong to the topic.
  var kinds: [ForkActionKind] {
    switch self {
    case .threads: [.createThread, .exitThread, .joinThread]
    case .borrowing: [.vfork, .execute]
    case .mapping: [.map, .unmap, .protect, .setBreak]
    case .pipes: [.pipe, .read, .write, .close, .duplicate]
    case .files: [.open, .unlink, .seek, .truncate, .size, .read, .write, .close, .duplicate]
    case .images: [.execute, .spawn, .waitFor]
    case .signals: [.send, .setAction, .mask, .pending, .handled, .waitFor]
    }
  }
}
