/// What an operation does to memory: one choice each of kind, size and authority.
public struct MemoryOperation: Hashable, Sendable {
  /// What is done.
  public enum Kind: Hashable, Sendable {
    case load, loadReserved, store, storeConditional
    /// What is in memory is read, and what the function makes of it and of a register is written.
    case atomic(AtomicFunction)
    /// The tags of a line of granules are read.
    case loadTags
  }

  /// What an atomic operation writes, of what it finds in memory and what is in a register.
  public enum AtomicFunction: Hashable, Sendable {
    case swap, add, xor, and, or
    case min, max, minUnsigned, maxUnsigned
  }

  /// What is moved.
  public enum Value: Hashable, Sendable {
    /// A number of 1, 2, 4 or 8 bytes; `isSigned` says whether a register takes it sign-extended.
    case number(size: Int, isSigned: Bool = true)
    /// A capability with its tag.
    case capability
  }

  /// Which register authorises the access.
  public enum Authority: Hashable, Sendable {
    /// As the encoding mode says.
    case byMode
    /// The default data capability: the explicit `.ddc` forms.
    case defaultData
    /// The capability in the address register: the explicit `.cap` forms.
    case capability
  }

  /// What is done.
  public let kind: Kind
  /// What is moved.
  public let value: Value
  /// Which register authorises it.
  public let authority: Authority

  /// An access by a choice each; unless it says so, it is as plain loads and stores are.
  init(_ kind: Kind, _ value: Value, _ authority: Authority = .byMode) {
    self.kind = kind
    self.value = value
    self.authority = authority
  }

  /// How many bytes are moved; 16 for a capability.
  public var size: Int {
    switch value {
    case .number(let size, _): size
    case .capability: 16
    }
  }
}

extension Operation {
  /// What the operation does to memory, as its row of the table says; nil if it does nothing to memory.
  public var memory: MemoryOperation? { Self.memories[Int(rawValue)] }

  private static let memories = allCases.map { Encoding.of($0).memory }

  /// The store that a store-conditional makes if it succeeds, through the same register: `sb.ddc` of `sc.b.ddc`; nil of
  /// any other operation.
  public var storeOfConditional: Operation? {
    guard let memory, memory.kind == .storeConditional else { return nil }
    return Self.byMemory[MemoryOperation(.store, memory.value, memory.authority)]
  }

  /// The operations by what they do to memory: there is one for each.
  private static let byMemory = Dictionary(
    uniqueKeysWithValues: Encoding.all.compactMap { row in row.memory.map { ($0, row.operation) } })
}
