import Architecture
import Subjects

/// What a fork program may be about, beside what all of them are about: memory, pointers, fork, exit and wait.
///
/// A program has few topics, as a chapter has: one that does a little of everything reaches nothing that is deep.
enum ForkTopic: CaseIterable {
  case threads, borrowing, mapping, pipes, files, images, signals, vectors, objects, queues, time, limits

  /// The actions that belong to the topic.
  var kinds: [ForkActionKind] {
    switch self {
    case .threads: [.createThread, .exitThread, .joinThread]
    case .borrowing: [.vfork, .execute]
    case .mapping: [.map, .unmap, .protect, .setBreak]
    case .pipes: [.pipe, .read, .write, .close, .duplicate, .poll]
    case .files: [.open, .unlink, .seek, .truncate, .size, .read, .write, .close, .duplicate]
    case .images: [.execute, .spawn, .waitFor]
    case .signals: [.send, .setAction, .mask, .pending, .handled, .waitFor]
    case .vectors: [.pipe, .open, .readVector, .writeVector, .poll, .seek, .close]
    case .objects:
      [.openShared, .unlinkShared, .mapShared, .truncate, .size, .unmap, .protect, .close, .duplicate, .execute]
    case .queues: [.openQueue, .unlinkQueue, .sendMessage, .receiveMessage, .poll, .close, .duplicate]
    case .time: [.clock, .sleep]
    case .limits:
      [
        .limit, .setLimit, .open, .pipe, .duplicate, .write, .writeVector, .seek, .truncate, .setAction, .handled,
        .spawn,
      ]
    }
  }
}
