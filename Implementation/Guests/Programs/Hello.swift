import ForkKernel

/// Prints a greeting, forks, and lets parent and child print theirs.
enum Hello {
  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    runtime.print("hello, world\n", in: &program)
    program.systemCall(.fork)
    program.ifTrue(.isZero(.a0)) { program in
      runtime.print("hello from the child\n", in: &program)
      runtime.exit(0, in: &program)
    }
    runtime.waitForChild(in: &program)
    runtime.print("hello from the parent\n", in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    return try program.image()
  }
}
