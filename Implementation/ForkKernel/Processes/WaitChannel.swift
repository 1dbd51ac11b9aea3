/// What a blocked thread waits for.
enum WaitChannel: Hashable, Sendable {
  /// A child of the process to end.
  case child(ProcessID)
  /// Bytes, room, or the other end's closing, of a pipe.
  case pipe(Int32)
  /// Messages, or room for them, in a queue.
  case messages(Int32)
  /// Something to happen at one of many descriptors.
  case descriptors
  /// Nothing but the thread's deadline.
  case time
  /// A thread, by its identifier, to end.
  case thread(Int32)
  /// The vfork child of a process to end or leave its region.
  case vfork(ProcessID)
}
