public import ForkKernel

/// The guest programs, by the names that the command line uses.
public enum Guest: String, CaseIterable, Sendable {
  case hello
  case linkedList = "linked-list"
  case hashTable = "hash-table"
  case spawn
  case context = "context1"
  case privilegeSeparation = "privsep"
  case daemonizer
  case pipeline
  case outOfBounds = "out-of-bounds"

  /// What the program does, in one line.
  public var summary: String {
    switch self {
    case .hello: "prints a greeting, forks, and lets parent and child print theirs"
    case .linkedList: "builds a linked list, forks, and mutates it in the child while the parent's stays as it was"
    case .hashTable: "fills a hash table, forks twice in a row, and lets each generation change its own"
    case .spawn: "forks 1000 children, one after the other, that exit at once"
    case .context: "sends a number to a child and back through two pipes, 100 000 times"
    case .privilegeSeparation: "keeps a secret from workers that try everything to read it"
    case .daemonizer: "forks twice to start a daemon, which outlives its parent and writes a log"
    case .pipeline: "connects three programs by pipes, as a shell does"
    case .outOfBounds: "loads a byte beyond the bounds of its pointer, and is ended by SIGPROT"
    }
  }

  /// The program, assembled.
  ///
  /// - Parameter rounds: how often `spawn` and `context1` repeat what they do; `nil` is as often as their summaries
  ///   say.
  /// - Throws: ``AssemblerError`` if it is wrong, which a test rules out.
  public func image(rounds: Int64? = nil) throws -> Image {
    switch self {
    case .hello: try Hello.image()
    case .linkedList: try LinkedList.image()
    case .hashTable: try HashTable.image()
    case .spawn: try Spawn.image(children: rounds ?? Spawn.children)
    case .context: try Context.image(rounds: rounds ?? Context.rounds)
    case .privilegeSeparation: try PrivilegeSeparation.image()
    case .daemonizer: try Daemonizer.image()
    case .pipeline: try Pipeline.image()
    case .outOfBounds: try OutOfBounds.image()
    }
  }

  /// The programs that it executes, by their names.
  ///
  /// - Throws: ``AssemblerError`` if one is wrong, which a test rules out.
  public func programs() throws -> [String: Image] {
    switch self {
    case .pipeline: ["say": try Pipeline.say(), "upper": try Pipeline.upper(), "count": try Pipeline.count()]
    default: [:]
    }
  }

  /// Installs the programs that it executes, and starts it.
  ///
  /// - Parameter rounds: how often it repeats what it does, as for ``image(rounds:)``.
  /// - Throws: ``KernelError`` if the kernel has not enough of something.
  /// - Returns: the process.
  public func start(in kernel: inout Kernel, rounds: Int64? = nil) throws -> ProcessID {
    for (name, image) in try programs() { try kernel.install(image, as: name) }
    return try kernel.start(image(rounds: rounds))
  }
}
