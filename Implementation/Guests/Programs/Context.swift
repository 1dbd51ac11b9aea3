import ForkKernel

/// Sends a number to a child and back through two pipes, 100 000 times; both count along.
enum Context {
  static let rounds: Int64 = 100_000

  static func image(rounds: Int64 = rounds) throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let message = program.zeroed(bytes: 16)
    program.pipe(reader: .s4, writer: .s5)
    program.pipe(reader: .s6, writer: .s7)
    program.load(.s2, 0)
    program.load(.s3, rounds)
    program.forkChild { program in
      program.whileTrue(.less(.s2, .s3)) { program in
        receive(message, from: .s4, runtime, in: &program)
        program.systemCall(.write, .register(.s7), .address(message), 8)
        program.add(.s2, .s2, 1)
      }
      runtime.exit(0, in: &program)
    }
    program.whileTrue(.less(.s2, .s3)) { program in
      program.loadAddress(.a1, of: message)
      program.storeDouble(.s2, 0, .a1)
      program.systemCall(.write, .register(.s5), .register(.a1), 8)
      receive(message, from: .s6, runtime, in: &program)
      program.add(.s2, .s2, 1)
    }
    runtime.waitForChild(in: &program)
    runtime.print("numbers that went there and back: ", .s2, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Reads a number, which has to be the one in `s2`.
  private static func receive(
    _ message: Symbol, from descriptor: Register, _ runtime: Runtime, in program: inout Assembler
  ) {
    program.systemCall(.read, .register(descriptor), .address(message), 8)
    program.loadAddress(.t1, of: message)
    program.loadDouble(.t2, 0, .t1)
    program.ifTrue(.notEqual(.t2, .s2)) { program in
      runtime.print("the wrong number came\n", in: &program)
      runtime.exit(1, in: &program)
    }
  }
}
