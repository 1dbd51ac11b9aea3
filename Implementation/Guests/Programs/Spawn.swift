import ForkKernel

/// Forks a thousand children, one after the other, that exit at once, and waits for each.
enum Spawn {
  static let children: Int64 = 1000

  static func image(children: Int64 = children) throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let status = program.zeroed(bytes: 16)
    program.load(.s2, 0)
    program.load(.s3, children)
    program.whileTrue(.less(.s2, .s3)) { program in
      program.forkChild { runtime.exit(0, in: &$0) }
      program.ifTrue(.isNotZero(.t0)) { fail("fork failed: errno ", runtime, in: &$0) }
      program.systemCall(.wait4, -1, .address(status), 0, .null)
      program.ifTrue(.isNotZero(.t0)) { fail("wait failed: errno ", runtime, in: &$0) }
      program.add(.s2, .s2, 1)
    }
    runtime.print("children that came and went: ", .s2, in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }

  private static func fail(_ text: String, _ runtime: Runtime, in program: inout Assembler) {
    program.move(.s2, .a0)
    runtime.print(text, .s2, in: &program)
    runtime.exit(1, in: &program)
  }
}
