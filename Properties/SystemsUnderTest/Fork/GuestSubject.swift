public import Architecture

/// A kernel that runs programs of machine code.
public protocol GuestSubject: Sendable {
  /// Runs a script to its end.
  ///
  /// - Returns: the lines that its processes have written, in the order in which they did.
  func run(_ script: GuestScript) throws -> [String]
}

/// What a program of machine code does that runs in a process of its own: one thing after the other, then it ends.
///
/// Fork actions are single instructions and calls on behalf of a process; a script is a program, whose handlers run and
/// whose arrays lie in its own memory.
public struct GuestScript: Codable, Hashable, Sendable {
  /// What the program does next. At its start, it has a capability for its data in a register.
  public enum Action: String, CaseIterable, Codable, Hashable, Sendable {
    /// Writes three lines: how often a handler has run; 0 if the last one ran in the region of its process, or none has
    /// run; and 1 if the capability in the register is tagged.
    case report
    /// Installs a handler for SIGUSR1.
    case handle
    /// Sends itself SIGUSR1.
    case raise
    /// From now on, handlers store the address of the saved capability over itself in their frame, as data.
    case tamper
    /// Forks. The child goes on with the script; the parent waits for it to end, and then goes on, too.
    case fork
    /// The same between a load-reserved and a store-conditional; both write a line with what the latter results in.
    case forkReserved
    /// Puts an array of two buffers, of which the second is the end of a line, into memory.
    case array
    /// Changes the first buffer.
    case change
    /// Writes what the array says (`writev`).
    case writeArray
    /// Puts the array there again and writes what it says, while another thread stores over the first pointer as soon
    /// as the kernel has checked it; then puts it there again.
    case writeChanging
  }

  /// How it forks.
  public var strategy: ForkStrategy
  /// What it does.
  public var actions: [Action]

  /// Makes a script.
  public init(strategy: ForkStrategy, actions: [Action]) {
    self.strategy = strategy
    self.actions = actions
  }
}
