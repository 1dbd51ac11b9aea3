public import Architecture

/// Harts that share a memory through a page table, each with whatever it remembers of both.
public protocol HartSubject {
  /// Starts anew.
  mutating func start(_ start: HartStart) throws

  /// Lets the next thing happen.
  ///
  /// - Returns: what the instruction did; `nil` if it was a change of the page table.
  mutating func perform(_ step: HartStep) throws -> HartRecord?
}

/// How harts that share a memory begin: all alike, in capability mode, with zeroed frames.
public struct HartStart: Codable, Hashable, Sendable {
  /// How many harts there are.
  public var harts: Int
  /// How many frames the memory has.
  public var frames: Int
  /// What registers hold, by number; the others hold null.
  public var registers: [UInt8: CapabilityBits]
  /// What each instruction is fetched through; its address is where each instruction is.
  public var programCounter: CapabilityBits
  /// The pages that are mapped.
  public var pages: [SharedPage]

  /// Makes a start from its parts.
  public init(
    harts: Int, frames: Int, registers: [UInt8: CapabilityBits], programCounter: CapabilityBits, pages: [SharedPage]
  ) {
    self.harts = harts
    self.frames = frames
    self.registers = registers
    self.programCounter = programCounter
    self.pages = pages
  }
}

/// What happens next to harts that share a memory.
public enum HartStep: Codable, Hashable, Sendable {
  /// A hart executes an instruction, in capability mode, as if it had been fetched from ``HartStart/programCounter``.
  case execute(hart: UInt8, word: UInt32)
  /// The kernel changes what the page table says of a page, and tells all harts.
  case setPage(SharedPage)

  // `{"setPage": {"page": {…}}}`: not left to the compiler, which calls an unlabelled operand `_0`.
  enum SetPageCodingKeys: String, CodingKey { case _0 = "page" }
}

/// What an instruction of a hart did.
public struct HartRecord: Codable, Hashable, Sendable {
  /// How a hart comes to a page of kernel entries.
  public enum Arrival: String, Codable, Hashable, Sendable {
    /// It enters the kernel.
    case kernel
    /// Its fetch faults.
    case fault
  }

  /// What the instruction did. After a trap, the next program counter is that of the instruction.
  public var trace: TraceRecord
  /// What becomes of the next fetch, if it is from a page of kernel entries.
  public var arrival: Arrival?

  /// Makes a record from its parts.
  public init(trace: TraceRecord, arrival: Arrival? = nil) {
    self.trace = trace
    self.arrival = arrival
  }
}

/// What the page table says of one page.
public struct SharedPage: Codable, Hashable, Sendable {
  /// The number of the page: address / 4096.
  public var number: UInt8
  /// The frame that it shows, counted from 0; none if it is not mapped.
  public var frame: UInt8?
  /// Loads are allowed.
  public var isReadable = true
  /// Stores are allowed.
  public var isWritable = true
  /// Whether it holds entries into the kernel; it is neither readable nor writable then.
  public var isKernelEntry = false
  /// The policy for loads of tagged capabilities.
  public var loadPolicy = CapabilityLoadPolicy.allow
  /// The policy for stores of tagged capabilities.
  public var storePolicy = CapabilityStorePolicy.allow

  /// Makes a page for loads and stores of everything.
  public init(_ number: UInt8, frame: UInt8?) {
    self.number = number
    self.frame = frame
  }

  /// Makes a page of kernel entries.
  public static func kernelEntry(_ number: UInt8, frame: UInt8) -> SharedPage {
    var page = SharedPage(number, frame: frame)
    page.isKernelEntry = true
    page.isReadable = false
    page.isWritable = false
    return page
  }
}
