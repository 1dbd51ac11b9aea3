/// A system call that works on message queues.
///
/// Queues have a number as their name, and are open through descriptors like those of files.
public enum QueueCall: Hashable, Sendable {
  /// Opens the queue of a name; one that is created holds up to so many messages, of so many bytes at most.
  case open(queue: Int, AccessMode, OpenOptions, messages: Int, size: Int)
  /// Removes the name of a queue.
  case unlink(queue: Int)
  /// Sends a message: so many bytes of memory, from the address in a register on.
  case send(Int, through: Int, length: Int, priority: Int)
  /// Receives a message into a buffer of so many bytes, from the address in a register on.
  case receive(Int, through: Int, length: Int)
}
