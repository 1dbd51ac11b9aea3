/// The functions that guest programs share: an allocator and output.
public struct Runtime {
  /// Allocates `a0` bytes, a multiple of 16: `a0` becomes a capability for just them.
  public let allocate: Label
  /// Writes `a2` bytes at `a1` to the standard output.
  public let write: Label
  /// Writes `a0` in decimal to the standard output.
  public let writeDecimal: Label

  private let heap: Symbol
  private let allocatorState: Symbol

  /// Names the functions; ``define(in:)`` places them.
  public init(_ program: inout Assembler) {
    allocate = program.makeLabel()
    write = program.makeLabel()
    writeDecimal = program.makeLabel()
    heap = program.heap()
    allocatorState = program.zeroed(bytes: 16)
  }

  /// Writes a text to the standard output; overwrites `a0` – `a2`.
  public func print(_ text: String, in program: inout Assembler) {
    program.loadAddress(.a1, of: program.string(text))
    program.load(.a2, Int64(text.utf8.count))
    program.call(write)
  }

  /// Writes a text, the decimal of a saved register, and the end of the line.
  public func print(_ text: String, _ register: Register, in program: inout Assembler) {
    print(text, in: &program)
    program.move(.a0, register)
    program.call(writeDecimal)
    print("\n", in: &program)
  }

  /// Ends the process.
  public func exit(_ status: Int64, in program: inout Assembler) {
    program.load(.a0, status)
    program.systemCall(.exit)
  }

  /// Waits for any child; overwrites the argument registers.
  public func waitForChild(in program: inout Assembler) {
    program.load(.a0, -1)
    program.load(.a1, 0)
    program.load(.a2, 0)
    program.load(.a3, 0)
    program.systemCall(.wait4)
  }

  /// Places the functions.
  public func define(in program: inout Assembler) {
    defineAllocate(in: &program)
    program.function(write) { program in
      program.load(.a0, 1)
      program.systemCall(.write)
    }
    defineWriteDecimal(in: &program)
  }

  /// The allocator's state is one capability for what is left of the heap, which grows upwards from its address.
  private func defineAllocate(in program: inout Assembler) {
    program.place(allocate)
    program.loadAddress(.t1, of: allocatorState)
    program.loadCapability(.t2, 0, .t1)
    program.getTag(.t3, .t2)
    program.ifTrue(.isZero(.t3)) { $0.loadAddress(.t2, of: heap) }
    program.increment(.t3, .t2, by: .a0)
    program.storeCapability(.t3, 0, .t1)
    program.setBounds(.a0, .t2, length: .a0)
    program.returnToCaller()
  }

  private func defineWriteDecimal(in program: inout Assembler) {
    program.function(writeDecimal) { program in
      program.moveCapability(.s0, .sp)
      program.increment(.sp, .sp, -32)
      program.load(.s1, 0)
      let digit = program.here()
      program.load(.t1, 10)
      program.emit(.remu, .t2, .a0, .t1)
      program.emit(.divu, .a0, .a0, .t1)
      program.add(.t2, .t2, 48)
      program.increment(.s0, .s0, -1)
      program.storeByte(.t2, 0, .s0)
      program.add(.s1, .s1, 1)
      program.branch(.isNotZero(.a0), to: digit)
      program.load(.a0, 1)
      program.moveCapability(.a1, .s0)
      program.move(.a2, .s1)
      program.systemCall(.write)
      program.increment(.sp, .sp, 32)
    }
  }
}
