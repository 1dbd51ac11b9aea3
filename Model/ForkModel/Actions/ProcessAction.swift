public import Architecture
public import ExactIntegers

/// One thing that a process does: an access to memory, an operation on a pointer, or a system call.
///
/// Registers are numbered 0 … 7. Sizes, offsets and lengths are in bytes.
public enum ProcessAction: Hashable, Sendable {
  /// Loads `size` bytes, 1, 2, 4 or 8, as a little-endian unsigned number.
  case load(size: Int, through: Int, offset: Integer)
  /// Stores the low `size` bytes of a number.
  case store(size: Int, value: Integer, through: Int, offset: Integer)
  /// Loads 16 bytes and their tag into a register.
  case loadPointer(into: Int, through: Int, offset: Integer)
  /// Stores the 16 bytes of a register and its tag.
  case storePointer(from: Int, through: Int, offset: Integer)
  /// An operation on one register, with the result in another.
  case compute(PointerOperation, into: Int, from: Int)
  /// Looks at a register.
  case inspect(Int)
  /// Changes which pages there are, or what may be done with them.
  case memory(MemoryCall)
  /// Works on descriptors or on the directory.
  case file(FileCall)
  /// Sends signals, or says what becomes of them.
  case signal(SignalCall)
  /// Works on message queues.
  case queue(QueueCall)
  /// Asks for limits of resources, or sets them.
  case limit(LimitCall)
  /// Asks for the time, or lets it pass.
  case time(TimeCall)
  /// Creates a child; without a strategy, by the one of the kernel.
  case fork(child: ProcessNumber, strategy: ForkStrategy?)
  /// Creates a child that uses the memory of its parent, which is suspended until the child has ended.
  case vfork(child: ProcessNumber)
  /// Ends the process with all its threads.
  case exit(status: Int)
  /// Asks for a child that has ended.
  case wait
  /// Asks whether one child has ended.
  case waitFor(ProcessNumber)
  /// Starts the image of the world anew, in the same process.
  case execute
  /// Creates a child that starts the image of the world.
  case spawn(child: ProcessNumber)
  /// Creates a thread, which starts with a copy of the registers of the one that creates it.
  case createThread(Int)
  /// Ends the thread; the last one to end ends the process with status 0.
  case exitThread
  /// Asks whether a thread of the same process has ended.
  case joinThread(Int)
}

extension ProcessAction {
  /// The child that the action creates if it succeeds.
  public var child: ProcessNumber? {
    switch self {
    case .fork(let child, _), .vfork(let child), .spawn(let child): child
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .memory, .file, .signal, .queue, .limit, .time,
      .exit, .wait, .waitFor, .execute, .createThread, .exitThread, .joinThread:
      nil
    }
  }
}
