import ForkKernel

/// A monitor with a secret, and a worker that it does not trust: the worker can ask the monitor through a pipe, and is
/// forked without what it should not have. Then it turns hostile.
///
/// Each attempt is made by a worker of its own, since most of them end it. The worker inherits, as integers, the
/// addresses of the monitor's secret and of its pipe's buffer; no pointer to either.
enum PrivilegeSeparation {
  /// What the monitor keeps to itself.
  static let secret: Int64 = 4242

  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let (vault, box, status) = (program.zeroed(bytes: 16), program.zeroed(bytes: 32), program.zeroed(bytes: 16))
    program.loadAddress(.s2, of: vault)
    program.load(.t1, secret)
    program.storeDouble(.t1, 0, .s2)
    program.getAddress(.s8, .s2)
    program.pipe(reader: .s4, writer: .s5)
    program.pipe(reader: .s6, writer: .s7)

    attempt("a pointer made of an integer", status, runtime, in: &program) { program in
      program.emit(.cMove, .t1, .zero)
      program.increment(.t1, .t1, by: .s8)
      disclose(.t1, runtime, in: &program)
    }
    attempt("its own stack pointer, moved to the secret", status, runtime, in: &program) { program in
      program.subtract(.t2, .s8, .sp)
      program.increment(.t1, .sp, by: .t2)
      disclose(.t1, runtime, in: &program)
    }
    attempt("bounds that are set wider than they were", status, runtime, in: &program) { program in
      program.load(.t2, 1 << 20)
      program.setBounds(.t1, .sp, length: .t2)
      program.increment(.t1, .t1, 64)
      disclose(.t1, runtime, in: &program)
    }
    attempt("the kernel, asked to write the secret to a pipe", status, runtime, in: &program) { program in
      program.subtract(.t2, .s8, .sp)
      program.increment(.s3, .sp, by: .t2)
      program.systemCall(.write, .register(.s5), .register(.s3), 8)
      refused("  refused with errno ", runtime, in: &program)
      program.systemCall(.read, .register(.s4), .address(box), 8)
      program.loadAddress(.t1, of: box)
      disclose(.t1, runtime, in: &program)
    }
    attempt("a pointer that went through a pipe", status, runtime, in: &program) { program in
      program.loadAddress(.s3, of: box)
      program.storeCapability(.s3, 0, .s3)
      program.systemCall(.write, .register(.s5), .register(.s3), 16)
      program.systemCall(.read, .register(.s4), .register(.s3), 16)
      program.loadCapability(.t1, 0, .s3)
      disclose(.t1, runtime, in: &program)
    }
    attempt("a kernel entry, entered beside its door", status, runtime, in: &program) { program in
      let entry = program.kernelEntry(.getpid)
      program.loadAddress(.t1, of: entry)
      program.increment(.t1, .t1, 4)
      program.emit(.cjalr, .ra, .t1)
    }
    attempt("SIGKILL for the system process", status, runtime, in: &program) { program in
      program.systemCall(.kill, 1, 9)
      refused("  refused with errno ", runtime, in: &program)
    }
    serve(status, box, runtime, in: &program)
    program.loadAddress(.t1, of: vault)
    program.loadDouble(.s3, 0, .t1)
    runtime.print("monitor: the secret is still ", .s3, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  /// Lets a worker try something, and tells what became of it.
  private static func attempt(
    _ text: String, _ status: Symbol, _ runtime: Runtime, in program: inout Assembler,
    _ body: (inout Assembler) -> Void
  ) {
    runtime.print("worker: \(text)\n", in: &program)
    program.forkChild { program in
      // The worker's copy of the secret goes first, as in every privilege separation.
      program.storeDouble(.zero, 0, .s2)
      body(&program)
      runtime.exit(0, in: &program)
    }
    program.systemCall(.wait4, -1, .address(status), 0, .null)
    program.loadAddress(.t1, of: status)
    program.loadWord(.s3, 0, .t1)
    program.and(.s3, .s3, 127)
    program.ifTrue(.isNotZero(.s3)) { runtime.print("  ended by signal ", .s3, in: &$0) }
  }

  /// Says what lies at a pointer.
  private static func disclose(_ pointer: Register, _ runtime: Runtime, in program: inout Assembler) {
    program.loadDouble(.s3, 0, pointer)
    runtime.print("  reads ", .s3, in: &program)
  }

  /// Ends the worker if its call has failed.
  private static func refused(_ text: String, _ runtime: Runtime, in program: inout Assembler) {
    program.ifTrue(.isNotZero(.t0)) { program in
      program.move(.s3, .a0)
      runtime.print(text, .s3, in: &program)
      runtime.exit(0, in: &program)
    }
  }

  /// Answers one question of a worker that asks: the secret, times the number that it sends.
  private static func serve(_ status: Symbol, _ box: Symbol, _ runtime: Runtime, in program: inout Assembler) {
    program.forkChild { program in
      program.storeDouble(.zero, 0, .s2)
      program.loadAddress(.t1, of: box)
      program.load(.t2, 2)
      program.storeDouble(.t2, 0, .t1)
      program.systemCall(.write, .register(.s5), .address(box), 8)
      program.systemCall(.read, .register(.s6), .address(box), 8)
      program.loadAddress(.t1, of: box)
      program.loadDouble(.s3, 0, .t1)
      runtime.print("worker: asked politely, the monitor answers ", .s3, in: &program)
      runtime.exit(0, in: &program)
    }
    program.systemCall(.read, .register(.s4), .address(box), 8)
    program.loadAddress(.t1, of: box)
    program.loadDouble(.t2, 0, .t1)
    program.loadDouble(.t3, 0, .s2)
    program.multiply(.t2, .t2, .t3)
    program.storeDouble(.t2, 0, .t1)
    program.systemCall(.write, .register(.s7), .address(box), 8)
    program.systemCall(.wait4, -1, .address(status), 0, .null)
  }
}
