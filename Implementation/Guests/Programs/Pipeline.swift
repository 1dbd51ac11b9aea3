import ForkKernel

/// Does what a shell does with `say … | upper | count`: forks for each program, connects them by pipes, executes them
/// and waits for all.
enum Pipeline {
  static let stages = ["say", "upper", "count"]

  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let arguments = program.zeroed(bytes: 16 * 8)
    let status = program.zeroed(bytes: 16)
    program.load(.s4, 0)  // what the next stage reads from
    for (index, stage) in stages.enumerated() {
      let isLast = index == stages.count - 1
      if !isLast { program.pipe(reader: .s6, writer: .s5) }
      program.forkChild { program in
        program.systemCall(.dup2, .register(.s4), 0)
        if !isLast {
          program.systemCall(.dup2, .register(.s5), 1)
          for descriptor in [Register.s5, .s6] { program.systemCall(.close, .register(descriptor)) }
        }
        let words = index == 0 ? [stage, "hello", "through", "two", "pipes"] : [stage]
        program.loadAddress(.t1, of: arguments)
        for (number, word) in words.enumerated() {
          program.loadAddress(.t2, of: program.path(word))
          program.storeCapability(.t2, Int64(16 * number), .t1)
        }
        program.systemCall(.execve, .address(program.path(stage)), .address(arguments), .null)
        runtime.print("there is no \(stage)\n", in: &program)
        runtime.exit(127, in: &program)
      }
      if index > 0 { program.systemCall(.close, .register(.s4)) }
      if !isLast {
        program.systemCall(.close, .register(.s5))
        program.move(.s4, .s6)
      }
    }
    program.load(.s2, 0)
    for _ in stages {
      program.systemCall(.wait4, -1, .address(status), 0, .null)
      program.loadAddress(.t1, of: status)
      program.loadWord(.t2, 0, .t1)
      program.add(.s2, .s2, .t2)
    }
    runtime.print("the shell has waited for all; the sum of their statuses is ", .s2, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Writes its arguments on one line.
  static func say() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    program.moveCapability(.s2, .a1)
    program.load(.s3, 0)
    let next = program.here()
    program.increment(.s2, .s2, 16)
    program.loadCapability(.s0, 0, .s2)
    program.getTag(.t1, .s0)
    program.ifTrue(.isNotZero(.t1)) { program in
      program.ifTrue(.isNotZero(.s3)) { runtime.print(" ", in: &$0) }
      program.load(.s3, 1)
      program.emit(.cGetLen, .a2, .s0)
      program.add(.a2, .a2, -1)
      program.moveCapability(.a1, .s0)
      program.call(runtime.write)
      program.jump(to: next)
    }
    runtime.print("\n", in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Copies its input to its output, small letters as large ones.
  static func upper() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    forEachByte(runtime, in: &program) { program in
      program.load(.t1, 97)
      program.load(.t2, 123)
      program.ifTrue(.notLess(.s2, .t1)) { program in
        program.ifTrue(.less(.s2, .t2)) { $0.add(.s2, .s2, -32) }
      }
      program.storeByte(.s2, 0, .s0)
      program.systemCall(.write, 1, .register(.s0), 1)
    }
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Copies its input to its output, and says how many bytes that were.
  static func count() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    program.load(.s3, 0)
    forEachByte(runtime, in: &program) { program in
      program.systemCall(.write, 1, .register(.s0), 1)
      program.add(.s3, .s3, 1)
    }
    runtime.print("bytes: ", .s3, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Reads the input byte by byte: the byte is in `s2`, and `s0` points to it.
  private static func forEachByte(
    _ runtime: Runtime, in program: inout Assembler, _ body: (inout Assembler) -> Void
  ) {
    let byte = program.zeroed(bytes: 16)
    program.loadAddress(.s0, of: byte)
    let next = program.here()
    program.systemCall(.read, 0, .register(.s0), 1)
    program.ifTrue(.isNotZero(.a0)) { program in
      program.loadByte(.s2, 0, .s0)
      body(&program)
      program.jump(to: next)
    }
  }
}
