public import Architecture

/// System calls with their arguments.
extension Assembler {
  /// Calls the kernel with arguments, as ``systemCall(_:)`` does.
  public mutating func systemCall(_ call: SystemCall, _ arguments: CallArgument...) {
    let registers: [Register] = [.a0, .a1, .a2, .a3, .a4, .a5]
    for (register, argument) in zip(registers, arguments) {
      switch argument {
      case .constant(let value): load(register, value)
      case .register(let source): if source != register { moveCapability(register, source) }
      case .address(let symbol): loadAddress(register, of: symbol)
      }
    }
    systemCall(call)
  }

  /// Makes a pipe and leaves its descriptors in two registers.
  public mutating func pipe(reader: Register, writer: Register) {
    let ends = zeroed(bytes: 16)
    systemCall(.pipe2, .address(ends), 0)
    loadAddress(.t1, of: ends)
    loadWord(reader, 0, .t1)
    loadWord(writer, 4, .t1)
  }

  /// Forks, and executes one body in the child, which has to end the process, and goes on in the parent.
  public mutating func forkChild(_ body: (inout Assembler) -> Void) {
    systemCall(.fork)
    ifTrue(.isZero(.a0), body)
  }

  /// An object of the read-only data that holds a C string: the bytes of a text, and a zero.
  public mutating func path(_ text: String) -> Symbol { string(text + "\0") }
}

/// An argument of a system call, as programs write them.
public enum CallArgument: ExpressibleByIntegerLiteral, Sendable {
  /// A number.
  case constant(Int64)
  /// What a register holds, integer or capability; not an argument register, except in its own place.
  case register(Register)
  /// The capability of an object.
  case address(Symbol)

  /// A number.
  public init(integerLiteral value: Int64) { self = .constant(value) }

  /// No pointer.
  public static let null = CallArgument.constant(0)
}
