/// An instruction as the interpreter executes it: what to do, and where the operands lie. Plain data of 16 bytes.
///
/// Registers are named by the byte offset of their slot, so that the loop neither scales nor checks them. A write to
/// register 0 goes to a slot that nothing reads. A memory access names the register that gives the address and the one
/// that *authorises* it apart, so that both encoding modes and the explicit forms share their code.
struct MicroOperation {
  /// What to do.
  var kind: Kind
  /// Bytes of the instruction: 2 or 4; 0 for an operation that ends a block.
  var length: UInt8
  /// The slot written. Of stores: the slot that authorises the access.
  var destination: UInt16
  /// The first source. Of memory accesses: the slot that holds the address.
  var first: UInt16
  /// The second source. Of loads: the slot that authorises the access; of stores: the slot whose value is stored.
  var second: UInt16
  /// The immediate. Of jumps and branches the distance of the target from the start of the block, of atomics the slot
  /// that authorises the access.
  var immediate: Int64

  init(
    _ kind: Kind, length: UInt8, destination: UInt16 = 0, first: UInt16 = 0, second: UInt16 = 0, immediate: Int64 = 0
  ) {
    self.kind = kind
    self.length = length
    self.destination = destination
    self.first = first
    self.second = second
    self.immediate = immediate
  }

  /// The immediate as the interpreter adds it.
  @inline(__always) var value: UInt64 { UInt64(bitPattern: immediate) }
}
