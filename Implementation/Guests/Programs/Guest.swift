public import ForkKernel

/// The guest programs, by the names that the command line uses.
public enum Guest: String, CaseIterable, Sendable {
  case hello
  case linkedList = "linked-list"
  case hashTable = "hash-table"

  /// What the program does, in one line.
  public var summary: String {
    switch self {
    case .hello: "prints a greeting, forks, and lets parent and child print theirs"
    case .linkedList: "builds a linked list, forks, and mutates it in the child while the parent's stays as it was"
    case .hashTable: "fills a hash table, forks twice in a row, and lets each generation change its own"
    }
  }

  /// The program, assembled.
  ///
  /// - Throws: ``AssemblerError`` if it is wrong, which a test rules out.
  public func image() throws -> Image {
    switch self {
    case .hello: try Hello.image()
    case .linkedList: try LinkedList.image()
    case .hashTable: try HashTable.image()
    }
  }
}
